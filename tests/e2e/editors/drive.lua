-- Drives a real Neovim: what it sees and does goes to the file $REPORT as JSON.
local report = {}
local function done()
  local file = io.open(os.getenv('REPORT'), 'w')
  file:write(vim.fn.json_encode(report))
  file:close()
  vim.cmd('qa!')
end

local ok, error = pcall(function()
  local spacelint = dofile(os.getenv('SNIPPET'))
  spacelint.setup({ cmd = { os.getenv('PYTHON'), '-m', 'spacelint', 'lsp' } })
  vim.cmd('filetype on')
  vim.cmd('edit ' .. os.getenv('PLAN'))
  vim.bo.filetype = 'toml'
  vim.wait(20000, function() return #vim.diagnostic.get(0) > 0 end, 50)
  for _, one in ipairs(vim.diagnostic.get(0)) do
    table.insert(report, { line = one.lnum, column = one.col, last = one.end_col,
      message = one.message, code = one.code or (one.user_data or {}).lsp and one.user_data.lsp.code })
  end
  local first = vim.diagnostic.get(0)[1]
  vim.api.nvim_win_set_cursor(0, { first.lnum + 1, first.col })
  vim.ui.select = function(items, _, choose)
    for _, item in ipairs(items) do
      local action = item.action or item[2]
      if action.title == os.getenv('ACTION') then
        return choose(item)
      end
    end
  end
  local before = vim.api.nvim_buf_get_changedtick(0)
  vim.lsp.buf.code_action()
  vim.wait(20000, function() return vim.api.nvim_buf_get_changedtick(0) ~= before end, 50)
  vim.wait(20000, function() return #vim.diagnostic.get(0) == 0 end, 50)
  table.insert(report, { left = #vim.diagnostic.get(0) })
  vim.cmd('silent write')
end)
if not ok then
  table.insert(report, { error = tostring(error) })
end
done()
