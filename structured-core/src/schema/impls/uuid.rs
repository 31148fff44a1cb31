//! The types of uuid, as its serde feature reads them.

use uuid::Uuid;

use super::formatted;

scalars! {
    Uuid: formatted("Uuid", "uuid", "A UUID, such as 67e55044-10b1-426f-9247-bb680e5fe0c8.");
}
