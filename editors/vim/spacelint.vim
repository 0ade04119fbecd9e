" spacelint in Vim, by way of ALE.
if exists('g:loaded_spacelint')
  finish
endif
let g:loaded_spacelint = 1

let g:spacelint_executable = get(g:, 'spacelint_executable', 'spacelint')
let s:marks = ['spacelint.toml', '.spacelint.toml', 'pyproject.toml', '.git']

function! SpacelintRoot(buffer) abort
  let l:folder = fnamemodify(bufname(a:buffer), ':p:h')
  for l:mark in s:marks
    let l:found = findfile(l:mark, l:folder . ';')
    if empty(l:found)
      let l:found = finddir(l:mark, l:folder . ';')
    endif
    if !empty(l:found)
      return fnamemodify(l:found, ':p:s?/$??:h')
    endif
  endfor
  return l:folder
endfunction

function! s:Define() abort
  for l:filetype in ['toml', 'yaml', 'json', 'markdown', 'csv', 'icalendar', 'text']
    call ale#linter#Define(l:filetype, {
    \   'name': 'spacelint',
    \   'lsp': 'stdio',
    \   'executable': g:spacelint_executable,
    \   'command': '%e lsp',
    \   'project_root': function('SpacelintRoot'),
    \})
  endfor
endfunction

augroup spacelint
  autocmd!
  autocmd VimEnter * if exists('g:loaded_ale') | call s:Define() | endif
augroup END
