#!/usr/bin/lua
-- comment
--[[ block
comment ]]
local M, x = {}, 0x1F
function M.total(self, ...)
  local sum, text = 1.5e3, [[raw "text"]] .. 'it\'s' .. "a\n"
  for i, v in ipairs({...}) do if v ~= nil and not (i % 2 == 0) then sum = sum + v ^ 2 elseif #v >= 1 then break else goto done end end
  while true do repeat sum = sum - 1 until sum <= 0 end
  ::done:: return setmetatable({ a = 1, ["b"] = function() return self:x(1) end, print }, { __index = M }), string.format("%5.2f", x)
end
return M
