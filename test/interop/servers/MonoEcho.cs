using System;
using System.IO;
using System.Linq;
using System.Net;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using System.Threading;
using System.Threading.Tasks;

/// <summary>
/// Echoes on every path: mono MonoEcho.exe PORT. Mono's HttpListener takes no WebSockets, so the handshake is made here;
/// what follows is System.Net.WebSockets.
/// </summary>
static class MonoEcho {
  static readonly string[] Subprotocols = { "soap", "xmpp" };

  /// <summary>RFC 6455 section 1.3</summary>
  const string Guid = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

  static void Main(string[] arguments) {
    var listener = new TcpListener(IPAddress.Loopback, int.Parse(arguments[0]));
    listener.Start();
    for (;;) {
      var client = listener.AcceptTcpClient();
      Task.Run(() => Serve(client));
    }
  }

  static async Task Serve(TcpClient client) {
    using (client) {
      try {
        var stream = client.GetStream();
        var head = await ReadHead(stream);
        var key = Header(head, "Sec-WebSocket-Key");
        if (key == "") return;
        var asked = Header(head, "Sec-WebSocket-Protocol").Split(',').Select(name => name.Trim());
        var chosen = asked.FirstOrDefault(name => Subprotocols.Contains(name));
        var answer = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
          + "Sec-WebSocket-Accept: " + Accept(key) + "\r\n"
          + (chosen == null ? "" : "Sec-WebSocket-Protocol: " + chosen + "\r\n") + "\r\n";
        var bytes = Encoding.ASCII.GetBytes(answer);
        await stream.WriteAsync(bytes, 0, bytes.Length);
        await Echo(WebSocket.CreateFromStream(stream, true, chosen, TimeSpan.FromSeconds(30)));
      } catch (Exception error) {
        if (!(error is WebSocketException || error is IOException)) Console.Error.WriteLine(error);
      }
    }
  }

  static async Task<string> ReadHead(Stream stream) {
    var head = new StringBuilder();
    var one = new byte[1];
    while (!head.ToString().EndsWith("\r\n\r\n") && await stream.ReadAsync(one, 0, 1) == 1) head.Append((char)one[0]);
    return head.ToString();
  }

  static string Header(string head, string name) =>
    Regex.Match(head, "^" + name + ":[ \t]*([^\r]*)\r$", RegexOptions.Multiline | RegexOptions.IgnoreCase).Groups[1].Value;

  static string Accept(string key) {
    using (var sha1 = SHA1.Create()) return Convert.ToBase64String(sha1.ComputeHash(Encoding.ASCII.GetBytes(key + Guid)));
  }

  static async Task Echo(WebSocket socket) {
    var part = new ArraySegment<byte>(new byte[65536]);
    // Mono's State forgets that a close frame went out before one came in.
    var isClosing = false;
    for (;;) {
      var message = new MemoryStream();
      WebSocketReceiveResult result;
      do {
        result = await socket.ReceiveAsync(part, CancellationToken.None);
        message.Write(part.Array, 0, result.Count);
      } while (!result.EndOfMessage);
      if (result.MessageType == WebSocketMessageType.Close) {
        if (!isClosing)
          await socket.CloseOutputAsync(
            result.CloseStatus ?? WebSocketCloseStatus.NormalClosure, result.CloseStatusDescription, CancellationToken.None);
        return;
      }
      var bytes = message.ToArray();
      var asked = result.MessageType == WebSocketMessageType.Text
        ? Regex.Match(Encoding.UTF8.GetString(bytes), "^close:(\\d+):(.*)$") : Match.Empty;
      if (asked.Success) {
        isClosing = true;
        var code = (WebSocketCloseStatus)int.Parse(asked.Groups[1].Value);
        await socket.CloseOutputAsync(code, asked.Groups[2].Value, CancellationToken.None);
      } else await socket.SendAsync(new ArraySegment<byte>(bytes), result.MessageType, true, CancellationToken.None);
    }
  }
}
