-- spacelint in Neovim: require('spacelint').setup()
local M = {}

local marks = { 'spacelint.toml', '.spacelint.toml', 'pyproject.toml', '.git' }
local filetypes = {
  'toml', 'yaml', 'json', 'jsonc', 'markdown', 'csv', 'tsv', 'icalendar', 'text',
}

-- The nearest folder above a file that has one of the marks, or the file's own.
local function root_of(path)
  local here = vim.fn.fnamemodify(path, ':p:h')
  local folder = here
  while true do
    for _, mark in ipairs(marks) do
      if vim.loop.fs_stat(folder .. '/' .. mark) then
        return folder
      end
    end
    local above = vim.fn.fnamemodify(folder, ':h')
    if above == folder then
      return here
    end
    folder = above
  end
end

local clients = {}

local function attach(buffer, options)
  local root = root_of(vim.api.nvim_buf_get_name(buffer))
  local config = {
    name = 'spacelint',
    cmd = options.cmd or { 'spacelint', 'lsp' },
    root_dir = root,
    workspace_folders = { { uri = vim.uri_from_fname(root), name = root } },
    init_options = options.settings,
  }
  if vim.lsp.start then -- Neovim 0.8 and newer
    vim.lsp.start(config, { bufnr = buffer })
    return
  end
  if not clients[root] then -- one that is still starting counts
    config.on_exit = function() clients[root] = nil end
    clients[root] = vim.lsp.start_client(config)
  end
  if clients[root] then
    vim.lsp.buf_attach_client(buffer, clients[root])
  end
end

function M.setup(options)
  options = options or {}
  local command = (options.cmd or { 'spacelint' })[1]
  vim.api.nvim_create_autocmd('FileType', {
    group = vim.api.nvim_create_augroup('spacelint', { clear = true }),
    pattern = options.filetypes or filetypes,
    callback = function(event)
      if vim.fn.executable(command) == 0 then
        vim.notify_once("spacelint is not installed: pip install 'spacelint[lsp]'", vim.log.levels.WARN)
        return
      end
      attach(event.buf, options)
    end,
  })
end

return M
