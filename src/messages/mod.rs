pub mod actions {
    use crate::accounts::model::Person;
    use crate::app::App;
    use crate::error::Result;
    use crate::posts::arrived::Arrived;
    pub async fn receive_message(_: &App, _: &Person, _: &Arrived) -> Result<()> {
        Ok(())
    }
}
