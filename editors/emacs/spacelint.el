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
  (concat "\\(?:\\`\\|[^a-z]\\)spaces?\\(?:[^a-z/][^/]*\\)?\\(?:/[^/]*\\)?\\."
          (regexp-opt '("toml" "yaml" "yml" "json" "jsonl" "ndjson" "md" "markdown" "mdx" "qmd"
                        "csv" "tsv" "ics" "txt"))
          "\\'\\|/\\.?spacelint\\.toml\\'")
  "The files in which the server is started, letters of either case alike.
By default those with the word space or spaces in their name or in that of their folder, so none
for being under a \"workspace\"; the server tells plans from other files itself."
  :type 'regexp)

(defun spacelint ()
  "Start spacelint's language server for this buffer."
  (interactive)
  (let ((eglot-server-programs (list (cons major-mode spacelint-command))))
    (apply #'eglot (eglot--guess-contact))))

(defun spacelint--wanted-p (file)
  "Whether FILE is one in which the server is started."
  (let ((case-fold-search t))
    (string-match-p spacelint-files file)))

(defun spacelint--taken-p ()
  "Whether this buffer has another language server, or will have by its mode."
  (or (bound-and-true-p eglot--managed-mode)
      (bound-and-true-p lsp-mode)
      (let ((mode major-mode) taken)
        (while (and mode (not taken))
          (let ((hook (intern (format "%s-hook" mode))))
            (setq taken (and (boundp hook) (memq 'eglot-ensure (ensure-list (symbol-value hook))))
                  mode (get mode 'derived-mode-parent))))
        taken)))

(defun spacelint--start (buffer)
  "Start the server in BUFFER where no other server is at work."
  (when (buffer-live-p buffer)
    (with-current-buffer buffer
      (unless (spacelint--taken-p)
        (if (executable-find (car spacelint-command))
            (spacelint)
          (display-warning 'spacelint "spacelint is not installed: pip install 'spacelint[lsp]'"))))))

(defun spacelint--maybe ()
  "Start the server for what may be a plan, once the mode has started its own."
  (when (and buffer-file-name (spacelint--wanted-p buffer-file-name))
    (run-with-timer 0 nil #'spacelint--start (current-buffer))))

;;;###autoload
(defun spacelint-setup ()
  "Start the server in every file that `spacelint-files' matches."
  (add-hook 'find-file-hook #'spacelint--maybe t))

(provide 'spacelint)
;;; spacelint.el ends here
