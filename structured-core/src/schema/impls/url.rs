//! The types of url, as its serde feature reads them.

use url::Url;

use super::described;

scalars! {
    Url: described("Url", "An absolute URL, such as https://example.com/page.");
}
