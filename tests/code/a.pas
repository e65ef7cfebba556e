program Visits; { comment } (* block *) // line
uses SysUtils, Classes;
type TVisit = class(TObject) private FName: string; public property Name: string read FName write FName; function Total(const Rows: array of Integer): Double; virtual; end;
const Max = $1F; var I: Integer = 0;
function TVisit.Total(const Rows: array of Integer): Double; begin Result := 1.5e-3; for I := Low(Rows) to High(Rows) do if (Rows[I] > 0) and not Odd(I) then Inc(Result) else Continue; case I of 1..3: WriteLn('it''s ', #13#10); else raise Exception.Create('no'); end; try while True do Break; finally repeat until True; end; end;
begin end.
