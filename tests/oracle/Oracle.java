/* SPDX-License-Identifier: Apache-2.0 */
/* Oracle - Kafka's own classes say what a message's bytes mean.
 *
 * For every message that kafka-clients defines, and every version of it, COUNT
 * random messages: written by Kafka's generated classes, explained by Kafka's
 * *JsonConverter, one a line:
 *
 *     NAME VERSION HEX JSON
 *
 * FOLDER/frames  requests and responses, HEX with the header that belongs to
 *                the version, JSON {"header":...,"body":...}
 * FOLDER/data    what lies inside of messages and records: HEX and JSON of the
 *                message alone
 *
 * `stable` leaves out versions that the release calls unstable.
 *
 *     java -cp kafka-clients.jar:jackson-*.jar:. Oracle SEED COUNT all|stable FOLDER
 */
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import java.io.PrintStream;
import java.util.Map;
import org.apache.kafka.common.message.ApiMessageType;
import org.apache.kafka.common.protocol.Message;

public final class Oracle {
    private final Map<String, JsonNode> definitions;
    private final RandomMessage requestHeader, responseHeader;
    private final long seed;
    private final int count;

    private Oracle(long seed, int count, boolean all) throws Exception {
        this.seed = seed;
        this.count = count;
        definitions = RandomMessage.definitions(all);
        requestHeader = new RandomMessage(definitions.remove("RequestHeader"), seed);
        responseHeader = new RandomMessage(definitions.remove("ResponseHeader"), seed);
    }

    public static void main(String[] args) throws Exception {
        Oracle oracle = new Oracle(Long.parseLong(args[0]), Integer.parseInt(args[1]),
            args[2].equals("all"));
        try (PrintStream frames = Lines.write(args[3] + "/frames");
             PrintStream data = Lines.write(args[3] + "/data")) {
            for (JsonNode definition : oracle.definitions.values()) {
                boolean isData = definition.get("type").asText().equals("data");
                oracle.cases(new RandomMessage(definition, oracle.seed), isData ? data : frames);
            }
        }
    }

    private void cases(RandomMessage messages, PrintStream out) throws Exception {
        int key = messages.definition.path("apiKey").asInt(-1);
        for (short version = messages.versions.low; version <= messages.versions.high; version++) {
            for (int i = 0; i < count; i++) {
                Message message = messages.next(version);
                String json = messages.json(message, version).toString();
                byte[] body = RandomMessage.bytes(message, version);
                out.print(messages.name + " " + version + " ");
                if (key < 0)
                    out.print(Lines.hex(body) + " " + json);
                else
                    out.print(frame(messages, (short) key, version, body, json));
                out.print('\n');
            }
        }
    }

    private String frame(RandomMessage messages, short key, short version, byte[] body,
                         String json) throws Exception {
        boolean request = messages.type.equals("request");
        ApiMessageType api = ApiMessageType.fromApiKey(key);
        short headerVersion = request ? api.requestHeaderVersion(version)
            : api.responseHeaderVersion(version);
        RandomMessage headers = request ? requestHeader : responseHeader;
        Message header = headers.next(headerVersion, request
            ? Map.of("requestApiKey", new IntNode(key), "requestApiVersion", new IntNode(version))
            : Map.of());
        return Lines.hex(RandomMessage.bytes(header, headerVersion), body)
            + " {\"header\":" + headers.json(header, headerVersion) + ",\"body\":" + json + "}";
    }
}
