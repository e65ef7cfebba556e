@echo off
REM comment
:: label comment
setlocal enabledelayedexpansion
set "NAME=a b" & set /a x=1+0x1F
if not exist "%~dp0a.txt" (echo no %NAME:a=b% !x! >nul 2>&1) else goto :end
for /f "tokens=1,2 delims=," %%i in ('dir /b') do call :sub %%i "%%~nj"
:end
exit /b %errorlevel%
