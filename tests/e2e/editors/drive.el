;;; drive.el --- Drives a real Emacs: what it sees goes to the file $REPORT  -*- lexical-binding: t -*-
(require 'package)
(package-initialize)
(require 'cl-lib)
(load (getenv "SNIPPET") nil t)
(setq spacelint-command (list (getenv "PYTHON") "-m" "spacelint" "lsp")
      eglot-sync-connect 20
      eglot-confirm-server-initiated-edits nil)

(defun drive-wait (done)
  "Wait up to 20 seconds until DONE returns non-nil."
  (let ((end (+ (float-time) 20)))
    (while (and (not (funcall done)) (< (float-time) end))
      (accept-process-output nil 0.05)
      (when flymake-mode (flymake-start)))))

(let (report)
  (condition-case error
      (progn
        (spacelint-setup)
        (find-file (getenv "PLAN"))
        (drive-wait #'flymake-diagnostics)
        (dolist (one (flymake-diagnostics))
          (save-excursion
            (goto-char (flymake-diagnostic-beg one))
            (push `((line . ,(1- (line-number-at-pos)))
                    (column . ,(- (point) (line-beginning-position)))
                    (marked . ,(buffer-substring-no-properties
                                (flymake-diagnostic-beg one) (flymake-diagnostic-end one)))
                    (message . ,(flymake-diagnostic-text one)))
                  report)))
        (let* ((one (car (flymake-diagnostics)))
               (tick (buffer-chars-modified-tick)))
          (goto-char (flymake-diagnostic-beg one))
          (cl-letf (((symbol-function 'completing-read) (lambda (&rest _) (getenv "ACTION")))
                    (last-nonmenu-event t))
            (eglot-code-actions (point) (1+ (point)) nil t))
          (drive-wait (lambda () (/= tick (buffer-chars-modified-tick)))))
        (save-buffer))
    (error (push `((error . ,(error-message-string error))) report)))
  (with-temp-file (getenv "REPORT")
    (insert (json-encode (vconcat (nreverse report)))))
  (kill-emacs 0))
