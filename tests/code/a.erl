-module(visits). % comment
-export([total/2, start/0]). -record(visit, {name = "a" :: string(), days = []}). -define(MAX(X), X * 16#1F). -spec total(integer(), list()) -> ok | {error, atom()}.
total(N, [H | T]) when is_integer(N), N > 0; N =:= $a -> case lists:map(fun(X) -> X rem 2 end, T) of [] -> {ok, #visit{name = 'Odd atom', days = H}}; _ -> receive {msg, Pid} -> Pid ! <<"bin":8/integer, 1:4>>, total(N - 1, T) after 1000 -> io:format("~p~n", [?MAX(1)]) end end;
total(_, []) -> try throw(x) catch error:E -> E; _:_ -> ok end, [X || X <- [1, 2.5e3], X /= 2], "str\n".
