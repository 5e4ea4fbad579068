#!/usr/bin/env escript
%% Echoes on every path: ERL_LIBS=/usr/lib escript yaws_echo.erl PORT FOLDER
-module(yaws_echo).
-mode(compile).
-export([main/1, out/1, handle_message/1]).

main([Port, Folder]) ->
    Server = [{port, list_to_integer(Port)}, {listen, {127, 0, 0, 1}}, {servername, "localhost"},
              {appmods, [{"/", ?MODULE}]}],
    ok = yaws:start_embedded(Folder, Server, [{logdir, Folder}], "echo"),
    receive stop -> ok end.

out(_Request) -> {websocket, ?MODULE, []}.

handle_message({text, Text}) ->
    case re:run(Text, "^close:(\\d+):(.*)$", [{capture, all_but_first, binary}]) of
        {match, [Code, Reason]} -> {close, {binary_to_integer(Code), Reason}};
        nomatch -> {reply, {text, Text}}
    end;
handle_message({binary, Bytes}) -> {reply, {binary, Bytes}};
handle_message({close, Code, Reason}) -> {close, {Code, Reason}}.
