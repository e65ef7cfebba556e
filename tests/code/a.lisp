;;; comment
(defpackage :visits (:use :cl)) #| block |#
(defun total (rows &optional (limit #x1F) &key name &rest args) "Doc \"x\"" (declare (type fixnum limit)) (let* ((sum 1.5e-3) (c #\a)) (loop for row in rows when (> row limit) do (incf sum row) finally (return sum)) (cond ((null rows) nil) (t (format t "~A~%" `(a ,@args ,name))) )))
(defmacro with-x ((var) &body body) `(let ((,var 'quoted)) ,@body)) (defclass visit () ((name :initarg :name :accessor name))) (setf *global* (lambda (x) #'car)) (defvar +const+ 1)
