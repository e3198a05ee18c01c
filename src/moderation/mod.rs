pub mod federation {
    use crate::app::App;
    use crate::communities::act::Act;
    use crate::error::Result;
    pub async fn remove(_: &App, _: &Act<'_>, _: &str) -> Result<()> {
        Ok(())
    }
    pub async fn restore(_: &App, _: &Act<'_>, _: &str) -> Result<()> {
        Ok(())
    }
    pub async fn add_or_remove(_: &App, _: &Act<'_>) -> Result<()> {
        Ok(())
    }
    pub async fn lock(_: &App, _: &Act<'_>, _: bool) -> Result<()> {
        Ok(())
    }
    pub async fn block(_: &App, _: &Act<'_>, _: bool) -> Result<()> {
        Ok(())
    }
    pub async fn report(_: &App, _: &Act<'_>) -> Result<()> {
        Ok(())
    }
}
