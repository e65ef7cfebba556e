(* comment (* nested *) *)
open List module M = Map.Make(String)
type 'a visit = { name : string; mutable days : int list } | None of 'a * int [@@deriving show]
exception No of string
let rec total ?(limit = 0x1F) ~name:n xs = match xs with [] -> 0. | x :: rest when x > limit && x <> 1 -> float_of_int x *. 1.5e-3 +. total ~name:n rest | _ -> raise (No "a\n") 
and f = fun x -> x |> List.map (function `A -> 'c' | `B y -> '\n') ; begin try !r := 1 with Not_found -> () end ;; if true then "x" ^ "y" else assert false
class virtual c = object (self) val mutable x = 1 method private get : int = x inherit d end
module type S = sig val x : int -> unit end  let () = Printf.printf "%d %s\n" 1 "x"; for i = 0 to 10 do ignore i done
