use zed_extension_api::{self as zed, settings::LspSettings, LanguageServerId, Result};

struct Spacelint;

impl zed::Extension for Spacelint {
    fn new() -> Self {
        Spacelint
    }

    fn language_server_command(
        &mut self,
        id: &LanguageServerId,
        worktree: &zed::Worktree,
    ) -> Result<zed::Command> {
        let settings = LspSettings::for_worktree(id.as_ref(), worktree)?;
        let path = settings.binary.and_then(|binary| binary.path);
        let command = path
            .or_else(|| worktree.which("spacelint"))
            .ok_or("spacelint is not installed: pip install 'spacelint[lsp]'")?;
        Ok(zed::Command {
            command,
            args: vec!["lsp".into()],
            env: worktree.shell_env(),
        })
    }
}

zed::register_extension!(Spacelint);
