-- comment
(* block *)
property x : 1.5
on total(rows, limit) 
  set sum to 0 as integer
  repeat with row in rows
    if row is greater than limit and not (row = "a\n") then exit repeat
  end repeat
  tell application "Finder" to display dialog "x" & return buttons {"OK"}
  try
    error "no" number -1
  on error msg
    log msg
  end try
  return «class x»
end total
