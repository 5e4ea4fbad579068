import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.websocket.api.WebSocketAdapter;
import org.eclipse.jetty.websocket.api.WebSocketPolicy;
import org.eclipse.jetty.websocket.server.WebSocketHandler;
import org.eclipse.jetty.websocket.servlet.WebSocketServletFactory;

/** Echoes on every path: java JettyEcho.java PORT */
public class JettyEcho {
  static final List<String> SUBPROTOCOLS = List.of("soap", "xmpp");

  /** Bytes of the largest message. */
  static final int LIMIT = 4 << 20;

  public static class Echo extends WebSocketAdapter {
    @Override
    public void onWebSocketText(String text) {
      try {
        String[] asked = text.split(":", 3);
        if (asked.length == 3 && asked[0].equals("close")) getSession().close(Integer.parseInt(asked[1]), asked[2]);
        else getRemote().sendString(text);
      } catch (IOException error) {
        getSession().close(1011, "not echoed");
      }
    }

    @Override
    public void onWebSocketBinary(byte[] bytes, int offset, int length) {
      try {
        getRemote().sendBytes(ByteBuffer.wrap(bytes, offset, length));
      } catch (IOException error) {
        getSession().close(1011, "not echoed");
      }
    }
  }

  public static void main(String[] arguments) throws Exception {
    Server server = new Server();
    ServerConnector connector = new ServerConnector(server);
    connector.setHost("127.0.0.1");
    connector.setPort(Integer.parseInt(arguments[0]));
    server.addConnector(connector);
    server.setHandler(new WebSocketHandler() {
      @Override
      public void configure(WebSocketServletFactory factory) {
        WebSocketPolicy policy = factory.getPolicy();
        policy.setMaxTextMessageSize(LIMIT);
        policy.setMaxBinaryMessageSize(LIMIT);
        factory.setCreator((request, response) -> {
          request.getSubProtocols().stream()
              .filter(SUBPROTOCOLS::contains)
              .findFirst()
              .ifPresent(response::setAcceptedSubProtocol);
          return new Echo();
        });
      }
    });
    server.start();
    server.join();
  }
}
