# Echoes on every path: ruby em_echo.rb PORT
require 'em-websocket'

EM.run do
  EM::WebSocket.run(host: '127.0.0.1', port: ARGV[0].to_i) do |socket|
    socket.onmessage do |text|
      asked = /\Aclose:(\d+):(.*)\z/.match(text)
      # A reason that is not ASCII raises unless it comes as bytes.
      asked ? socket.close(asked[1].to_i, asked[2].b) : socket.send_text(text)
    end
    socket.onbinary { |bytes| socket.send_binary(bytes) }
  end
end
