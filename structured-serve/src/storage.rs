//! The routes of files and batches.

use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::extract::{DefaultBodyLimit, Multipart, Path, State};
use axum::http::{HeaderMap, HeaderValue, Response, header};
use axum::routing::{get, post};
use serde::Serialize;

use crate::api_error::ApiError;
use crate::endpoint::Endpoint;
use crate::files::MOST_BYTES;
use crate::rules::message;
use crate::server::{Reply, check_key, json_reply, whole};
use crate::{batches, json};

/// The members of a form beside its file.
const FORM_BYTES: usize = 1 << 20;

/// A list of objects, all on one page.
#[derive(Serialize)]
struct List<T> {
    object: &'static str,
    data: Vec<T>,
    has_more: bool,
}

impl<T> List<T> {
    const fn of(data: Vec<T>) -> Self {
        Self { object: "list", data, has_more: false }
    }
}

/// The answer to the deletion of a file.
#[derive(Serialize)]
struct Deletion<'d> {
    id: &'d str,
    object: &'static str,
    deleted: bool,
}

type Shared = State<Arc<Endpoint>>;

pub(crate) fn routes(prefix: &str) -> Router<Arc<Endpoint>> {
    Router::new()
        .route(
            &format!("{prefix}/files"),
            get(list_files).post(upload).layer(DefaultBodyLimit::max(MOST_BYTES + FORM_BYTES)),
        )
        .route(&format!("{prefix}/files/{{id}}"), get(file).delete(delete))
        .route(&format!("{prefix}/files/{{id}}/content"), get(content))
        .route(&format!("{prefix}/batches"), get(list_batches).post(create))
        .route(&format!("{prefix}/batches/{{id}}"), get(batch))
        .route(&format!("{prefix}/batches/{{id}}/cancel"), post(cancel))
}

/// The answer to a request with the right key.
fn reply<T: Serialize>(
    endpoint: &Endpoint,
    headers: &HeaderMap,
    answer: impl FnOnce() -> Result<T, ApiError>,
) -> Reply {
    match check_key(endpoint, headers).and_then(|()| answer()) {
        Ok(value) => json_reply(200, json::text(&value)),
        Err(error) => json_reply(error.status, error.body()),
    }
}

async fn upload(
    State(endpoint): Shared,
    headers: HeaderMap,
    form: Result<Multipart, axum::extract::multipart::MultipartRejection>,
) -> Reply {
    let uploaded = match form {
        Ok(form) => read_form(&endpoint, form).await,
        Err(rejection) => Err(ApiError::invalid(rejection.body_text())),
    };
    reply(&endpoint, &headers, || uploaded)
}

async fn read_form(endpoint: &Endpoint, mut form: Multipart) -> Result<crate::files::FileObject, ApiError> {
    let wrong = |error: &axum::extract::multipart::MultipartError| {
        ApiError::invalid(error.body_text()).status(error.status().as_u16())
    };
    let (mut file, mut purpose) = (None, None);
    while let Some(field) = form.next_field().await.map_err(|error| wrong(&error))? {
        match field.name() {
            Some("file") => {
                let name = field.file_name().unwrap_or("file").to_owned();
                file = Some((name, field.bytes().await.map_err(|error| wrong(&error))?));
            }
            Some("purpose") => purpose = Some(field.text().await.map_err(|error| wrong(&error))?),
            _ => {}
        }
    }
    let (name, bytes) = file.ok_or_else(|| message::missing("file"))?;
    endpoint.files.upload(&name, &purpose.ok_or_else(|| message::missing("purpose"))?, bytes)
}

async fn list_files(State(endpoint): Shared, headers: HeaderMap) -> Reply {
    reply(&endpoint, &headers, || Ok(List::of(endpoint.files.list())))
}

async fn file(State(endpoint): Shared, Path(id): Path<String>, headers: HeaderMap) -> Reply {
    reply(&endpoint, &headers, || Ok(endpoint.files.get(&id)?.0))
}

async fn delete(State(endpoint): Shared, Path(id): Path<String>, headers: HeaderMap) -> Reply {
    reply(&endpoint, &headers, || {
        endpoint.files.delete(&id)?;
        Ok(Deletion { id: &id, object: "file", deleted: true })
    })
}

async fn content(State(endpoint): Shared, Path(id): Path<String>, headers: HeaderMap) -> Reply {
    match check_key(&endpoint, &headers).and_then(|()| endpoint.files.get(&id)) {
        Ok((_, content)) => {
            let mut reply = Response::new(Body::from(content));
            let kind = HeaderValue::from_static("application/octet-stream");
            reply.headers_mut().insert(header::CONTENT_TYPE, kind);
            reply
        }
        Err(error) => json_reply(error.status, error.body()),
    }
}

async fn create(State(endpoint): Shared, headers: HeaderMap, body: Body) -> Reply {
    let text = whole(body, FORM_BYTES).await.map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
    reply(&endpoint, &headers, || {
        let batch = endpoint.batches.create(&text?)?;
        let (shared, id) = (Arc::clone(&endpoint), batch.id.clone());
        tokio::task::spawn_blocking(move || batches::run(&shared, &id));
        Ok(batch)
    })
}

async fn list_batches(State(endpoint): Shared, headers: HeaderMap) -> Reply {
    reply(&endpoint, &headers, || Ok(List::of(endpoint.batches.list())))
}

async fn batch(State(endpoint): Shared, Path(id): Path<String>, headers: HeaderMap) -> Reply {
    reply(&endpoint, &headers, || endpoint.batches.get(&id))
}

async fn cancel(State(endpoint): Shared, Path(id): Path<String>, headers: HeaderMap) -> Reply {
    reply(&endpoint, &headers, || endpoint.batches.cancel(&id))
}
