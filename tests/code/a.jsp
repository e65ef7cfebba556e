<%@ page import="java.util.*" %>
<%-- comment --%>
<html><body><% for (int i = 0; i < 10; i++) { %><p class="<%= i %>">${x.y}</p><% } %><jsp:include page="a"/><%! int x = 1; %></body></html>
