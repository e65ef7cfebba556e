<%@ Language="VBScript" %>
<html><body><% ' comment
Dim x : x = 1 + &H1F
Function Total(ByVal rows, limit)
  If rows > 0 And Not IsNull(limit) Then Total = "a ""b""" & vbCrLf Else Exit Function
  For Each r In rows : Response.Write(r) : Next
  Select Case x Case 1 : On Error Resume Next End Select
End Function
Class Visit : Private m_x : Public Property Get X() : X = m_x : End Property : End Class
%><p><%= x %></p></body></html>
