/* SPDX-License-Identifier: Apache-2.0 */
/* Explain - what Kafka's classes say of frames that somebody else wrote:
 *
 *     KEY VERSION request|response HEX   ─▶   API JSON RECORDS...
 *
 * a line each, tabs between; HEX with the header, RECORDS the contents of `records` fields in
 * hexadecimal digits, in the order of the message.  "unknown": not a version that
 * this release has.
 *
 *     java -cp ... Explain FILE OUT
 */
import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.message.ApiMessageType;
import org.apache.kafka.common.protocol.ByteBufferAccessor;
import org.apache.kafka.common.protocol.Message;
import org.apache.kafka.common.protocol.Readable;

public final class Explain {
    private final Map<String, RandomMessage> byName = new HashMap<>();
    private final Map<String, RandomMessage> byKey = new HashMap<>();

    private Explain() throws Exception {
        for (JsonNode definition : RandomMessage.definitions(true).values()) {
            RandomMessage message = new RandomMessage(definition, 0);
            byName.put(message.name, message);
            byKey.put(definition.path("apiKey").asInt(-1) + message.type, message);
        }
    }

    public static void main(String[] args) throws Exception {
        Explain explain = new Explain();
        try (BufferedReader in = Lines.read(args[0]); PrintStream out = Lines.write(args[1])) {
            for (String line; (line = in.readLine()) != null; )
                out.print(explain.line(line.split(" ")) + "\n");
        }
    }

    private String line(String[] words) throws Exception {
        short key = Short.parseShort(words[0]);
        short version = Short.parseShort(words[1]);
        boolean request = words[2].equals("request");
        RandomMessage bodies = byKey.get(key + words[2]);
        if (bodies == null || !bodies.versions.has(version))
            return "unknown";
        ApiMessageType api = ApiMessageType.fromApiKey(key);
        ByteBuffer frame = ByteBuffer.wrap(Lines.unhex(words[3]));
        short headerVersion = request ? api.requestHeaderVersion(version) : api.responseHeaderVersion(version);
        RandomMessage headers = byName.get(request ? "RequestHeader" : "ResponseHeader");
        Message header = read(headers, headerVersion, frame);
        Message body = read(bodies, version, frame);
        if (frame.hasRemaining())
            throw new IllegalStateException(frame.remaining() + " bytes left over: " + String.join(" ", words));
        List<String> records = new ArrayList<>();
        collect(body, bodies.definition.get("fields"), bodies, version, records);
        return bodies.name.replaceAll("(Request|Response)$", "") + "\t{\"header\":" + headers.json(header, headerVersion) + ",\"body\":" + bodies.json(body, version)
            + "}\t" + String.join("\t", records);
    }

    private static Message read(RandomMessage message, short version, ByteBuffer from) throws Exception {
        return (Message) Class.forName("org.apache.kafka.common.message." + message.name + "Data")
            .getConstructor(Readable.class, short.class).newInstance(new ByteBufferAccessor(from), version);
    }

    private static void collect(Object object, JsonNode fields, RandomMessage of, short version,
                                List<String> records) throws Exception {
        for (JsonNode field : fields) {
            JsonNode sub = of.fieldsOf(field);
            boolean isRecords = field.get("type").asText().equals("records");
            if (!isRecords && sub == null || !Range.of(field.get("versions").asText()).has(version))
                continue;
            Object value = object.getClass().getMethod(RandomMessage.camel(field)).invoke(object);
            if (value == null)
                continue;
            if (isRecords) {
                ByteBuffer buffer = (ByteBuffer) value.getClass().getMethod("buffer").invoke(value);
                byte[] bytes = new byte[buffer.remaining()];
                buffer.get(bytes);
                records.add(Lines.hex(bytes));
            } else if (value instanceof Collection) {
                for (Object element : (Collection<?>) value)
                    collect(element, sub, of, version, records);
            } else {
                collect(value, sub, of, version, records);
            }
        }
    }
}
