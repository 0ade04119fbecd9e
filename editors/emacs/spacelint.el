;;; spacelint.el --- Lint the titles of planned X Spaces  -*- lexical-binding: t -*-

;; Package-Requires: ((emacs "28.1") (eglot "1.9"))

;;; Commentary:

;; Starts the language server of spacelint with eglot in buffers that may hold planned Spaces.

;;; Code:

(require 'eglot)

(defgroup spacelint nil "Lint the titles of planned X Spaces." :group 'tools)

(defcustom spacelint-command '("spacelint" "lsp")
  "The command that starts the language server."
  :type '(repeat string))

(defcustom spacelint-files
  "space.*\\.\\(toml\\|ya?ml\\|jsonl?\\|ndjson\\|md\\|markdown\\|csv\\|tsv\\|ics\\|txt\\)\\'\\|spacelint\\.toml\\'"
  "The files in which the server is started; it tells plans from other files itself."
  :type 'regexp)

(defun spacelint ()
  "Start spacelint's language server for this buffer."
  (interactive)
  (let ((eglot-server-programs (list (cons major-mode spacelint-command))))
    (apply #'eglot (eglot--guess-contact))))

(defun spacelint--maybe ()
  "Start the server where the file may be a plan and no other server is at work."
  (when (and buffer-file-name
             (string-match-p spacelint-files buffer-file-name)
             (not (bound-and-true-p eglot--managed-mode)))
    (if (executable-find (car spacelint-command))
        (spacelint)
      (display-warning 'spacelint "spacelint is not installed: pip install 'spacelint[lsp]'"))))

;;;###autoload
(defun spacelint-setup ()
  "Start the server in every file that `spacelint-files' matches."
  (add-hook 'find-file-hook #'spacelint--maybe t))

(provide 'spacelint)
;;; spacelint.el ends here
