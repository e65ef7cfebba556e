function [sum, x] = total(rows, varargin) % comment
%{
block
%}
  sum = 0; x = [1, 2; 3 4]' * 1.5e-3; s = 'it''s'; t = "a"; c = {1, 'b'}; f = @(x) x.^2;
  for i = 1:numel(rows), if rows(i) > 0 && ~isempty(x), continue; elseif i ~= 2, break; end, end
  while true; switch s; case {'a', 'b'}; error('no'); otherwise; return; end; end
  try, plot(x, y, 'r--'); catch err, disp(err.message); end
  classdef_ = struct('a', 1).a; !ls
end
