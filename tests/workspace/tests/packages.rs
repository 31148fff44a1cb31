//! The metadata of the packages for crates.io and docs.rs, and the compilers that they support.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::process::Command;

use serde::Deserialize;

#[derive(Deserialize)]
struct Metadata {
    packages: Vec<Package>,
    workspace_members: BTreeSet<String>,
    resolve: Resolve,
}

#[derive(Deserialize)]
struct Package {
    id: String,
    name: String,
    description: Option<String>,
    license: Option<String>,
    repository: Option<String>,
    readme: Option<String>,
    rust_version: Option<String>,
    manifest_path: String,
    metadata: Option<serde_json::Value>,
    /// The registries that it may be published to; `None` is any, and an empty list is `publish = false`.
    publish: Option<Vec<String>>,
}

#[derive(Deserialize)]
struct Resolve {
    nodes: Vec<Node>,
}

#[derive(Deserialize)]
struct Node {
    id: String,
    deps: Vec<Dependency>,
}

#[derive(Deserialize)]
struct Dependency {
    pkg: String,
    dep_kinds: Vec<DependencyKind>,
}

#[derive(Deserialize)]
struct DependencyKind {
    kind: Option<String>,
}

impl Metadata {
    fn read() -> Self {
        let output = Command::new(env!("CARGO"))
            .args(["metadata", "--format-version", "1", "--all-features"])
            .current_dir(env!("CARGO_MANIFEST_DIR"))
            .output()
            .expect("cargo runs");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        serde_json::from_slice(&output.stdout).expect("the metadata is JSON")
    }

    fn published(&self) -> Vec<&Package> {
        let is_published = |package: &&Package| {
            self.workspace_members.contains(&package.id) && package.publish.as_ref().is_none_or(|to| !to.is_empty())
        };
        self.packages.iter().filter(is_published).collect()
    }

    /// The packages that a user of `package` compiles, itself included.
    fn compiled_with<'a>(&'a self, package: &'a Package) -> Vec<&'a Package> {
        let nodes: BTreeMap<&str, &Node> = self.resolve.nodes.iter().map(|node| (node.id.as_str(), node)).collect();
        let (mut open, mut seen) = (vec![package.id.as_str()], BTreeSet::new());
        while let Some(id) = open.pop() {
            if !seen.insert(id) {
                continue;
            }
            let is_needed =
                |dependency: &&Dependency| dependency.dep_kinds.iter().any(|kind| kind.kind.as_deref() != Some("dev"));
            open.extend(nodes[id].deps.iter().filter(is_needed).map(|dependency| dependency.pkg.as_str()));
        }
        self.packages.iter().filter(|package| seen.contains(package.id.as_str())).collect()
    }
}

/// The numbers of `1.88` or `1.88.0`.
fn version(text: &str) -> Vec<u32> {
    let mut numbers: Vec<u32> =
        text.split('.').map(|number| number.parse().expect("a version is made of numbers")).collect();
    numbers.resize(3, 0);
    numbers
}

#[test]
fn every_published_crate_says_what_a_registry_shows() {
    let metadata = Metadata::read();
    let published = metadata.published();
    assert!(published.iter().any(|package| package.name == "structured-core"));
    for package in published {
        let name = &package.name;
        assert!(package.description.is_some(), "{name} has no description");
        assert_eq!(package.license.as_deref(), Some("MIT OR Apache-2.0"), "the license of {name}");
        assert!(package.repository.is_some(), "{name} has no repository");
        assert_eq!(package.readme.as_deref(), Some("README.md"), "{name} needs a README of its own");
        let folder = Path::new(&package.manifest_path).parent().expect("a manifest is in a folder");
        for license in ["LICENSE-APACHE", "LICENSE-MIT"] {
            assert!(folder.join(license).exists(), "{name} lacks {license}");
        }
        let all_features = package.metadata.as_ref().and_then(|metadata| metadata.pointer("/docs/rs/all-features"));
        assert_eq!(all_features, Some(&true.into()), "docs.rs would not show every feature of {name}");
    }
}

#[test]
fn no_dependency_needs_a_newer_compiler_than_the_crate_promises() {
    let metadata = Metadata::read();
    for package in metadata.published() {
        let promised = package.rust_version.as_deref().expect("a published crate has a rust-version");
        for dependency in metadata.compiled_with(package) {
            let Some(needed) = &dependency.rust_version else { continue };
            assert!(
                version(needed) <= version(promised),
                "{} needs Rust {needed}, and {} promises {promised}",
                dependency.name,
                package.name
            );
        }
    }
}
