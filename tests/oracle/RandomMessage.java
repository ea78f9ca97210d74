/* SPDX-License-Identifier: Apache-2.0 */
/* RandomMessage - messages of Kafka's own classes, made up from Kafka's own
 * definitions (common/message/ *.json inside kafka-clients), in any version.
 *
 * What is made up is JSON by the definition; Kafka's *JsonConverter reads it
 * into an object of the generated class, which then writes the bytes.  So no
 * code here knows how a field is written.  Values lie often at their limits:
 * empty, null, the extreme numbers, lengths around a varint's next byte. */
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.protocol.ByteBufferAccessor;
import org.apache.kafka.common.protocol.Message;
import org.apache.kafka.common.protocol.ObjectSerializationCache;
import org.apache.kafka.common.protocol.types.RawTaggedField;

final class RandomMessage {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final int[] UNKNOWN_TAGS = {100, 20_000, 1 << 28};

    final JsonNode definition;
    final String name;
    final String type; /* request, response, data, header */
    final Range versions;
    private final Range flexible;
    private final Random random;
    private final Method read, write;
    private final Map<String, JsonNode> structs = new HashMap<>();

    /* The same seed gives the same messages, whatever other ones are made. */
    RandomMessage(JsonNode definition, long seed) throws Exception {
        this.definition = definition;
        name = definition.get("name").asText();
        type = definition.get("type").asText();
        versions = Range.of(definition.get("validVersions").asText());
        flexible = Range.of(definition.path("flexibleVersions").asText("none"));
        random = new Random(seed ^ name.hashCode());
        for (JsonNode s : definition.path("commonStructs"))
            structs.put(s.get("name").asText(), s);

        String data = "org.apache.kafka.common.message." + name
            + (type.equals("data") ? "" : "Data");
        Class<?> converter = Class.forName(data + "JsonConverter");
        read = converter.getMethod("read", JsonNode.class, short.class);
        write = converter.getMethod("write", Class.forName(data), short.class, boolean.class);
    }

    /* The definitions of the kafka-clients at hand that have a version.  Not `all`:
     * without versions that the release calls unstable: they may have become
     * something else later.  The request of an API says so for both. */
    static Map<String, JsonNode> definitions(boolean all) throws Exception {
        ObjectMapper mapper = new ObjectMapper();
        mapper.configure(JsonParser.Feature.ALLOW_COMMENTS, true);
        URL url = Message.class.getResource("Message.class");
        JarFile jar = ((JarURLConnection) url.openConnection()).getJarFile();
        Map<String, JsonNode> found = new TreeMap<>();
        Set<Integer> unstable = new HashSet<>();
        for (JarEntry entry : Collections.list(jar.entries())) {
            String path = entry.getName();
            if (!path.startsWith("common/message/") || !path.endsWith(".json"))
                continue;
            JsonNode definition = mapper.readTree(jar.getInputStream(entry));
            found.put(definition.get("name").asText(), definition);
            if (!all && definition.path("latestVersionUnstable").asBoolean())
                unstable.add(definition.get("apiKey").asInt());
        }
        for (JsonNode definition : found.values()) {
            Range valid = Range.of(definition.get("validVersions").asText());
            if (unstable.contains(definition.path("apiKey").asInt(-1)))
                ((ObjectNode) definition).put("validVersions",
                    valid.high > valid.low ? valid.low + "-" + (valid.high - 1) : "none");
        }
        found.values().removeIf(d -> d.get("validVersions").asText().equals("none"));
        return found;
    }

    Message next(short version) throws Exception {
        return next(version, Map.of());
    }

    /* With some of the top level's fields given, as JSON. */
    Message next(short version, Map<String, JsonNode> given) throws Exception {
        ObjectNode json = struct(definition.get("fields"), version, 0);
        given.forEach(json::set);
        Message message;
        try {
            message = (Message) read.invoke(null, json, version);
        } catch (InvocationTargetException e) {
            throw new IllegalStateException(name + " v" + version + ": " + json, e.getCause());
        }
        if (flexible.has(version))
            addUnknownTags(message, definition.get("fields"), version);
        return message;
    }

    /* What Kafka says of it; records as their size. */
    JsonNode json(Message message, short version) throws Exception {
        return (JsonNode) write.invoke(null, message, version, false);
    }

    static byte[] bytes(Message message, short version) {
        ObjectSerializationCache cache = new ObjectSerializationCache();
        ByteBuffer buffer = ByteBuffer.allocate(message.size(cache, version));
        message.write(new ByteBufferAccessor(buffer), cache, version);
        if (buffer.hasRemaining())
            throw new IllegalStateException(message + ": size() is not what write() writes");
        return buffer.array();
    }

    /* ---- random JSON by the definition */

    private ObjectNode struct(JsonNode fields, short version, int depth) {
        ObjectNode node = NODES.objectNode();
        for (JsonNode field : fields) {
            if (!Range.of(field.get("versions").asText()).has(version))
                continue;
            boolean tagged = Range.of(field.path("taggedVersions").asText("none")).has(version);
            if (tagged && random.nextInt(3) == 0)
                continue;
            boolean nullable = Range.of(field.path("nullableVersions").asText("none")).has(version);
            if (nullable && random.nextInt(5) == 0)
                node.set(camel(field), NODES.nullNode());
            else
                node.set(camel(field), value(field, field.get("type").asText(), version, depth));
        }
        return node;
    }

    private JsonNode value(JsonNode field, String type, short version, int depth) {
        if (type.startsWith("[]")) {
            ArrayNode array = NODES.arrayNode();
            for (int n = elements(depth); n > 0; n--)
                array.add(value(field, type.substring(2), version, depth + 1));
            return array;
        }
        switch (type) {
            case "bool": return NODES.booleanNode(random.nextBoolean());
            case "int8": return NODES.numberNode((byte) number(Byte.MIN_VALUE, Byte.MAX_VALUE));
            case "int16": return NODES.numberNode((short) number(Short.MIN_VALUE, Short.MAX_VALUE));
            case "uint16": return NODES.numberNode((int) number(0, 65535));
            case "int32": return NODES.numberNode((int) number(Integer.MIN_VALUE, Integer.MAX_VALUE));
            case "uint32": return NODES.numberNode(number(0, 4294967295L));
            case "int64": return NODES.numberNode(number(Long.MIN_VALUE, Long.MAX_VALUE));
            case "float64": return NODES.numberNode(real());
            case "uuid": return NODES.textNode(uuid().toString());
            case "string": return NODES.textNode(text());
            case "bytes": case "records":
                return NODES.textNode(Base64.getEncoder().encodeToString(blob()));
            default:
                return struct(fieldsOf(field), version, depth + 1);
        }
    }

    /* Few, and seldom so many that the count needs a second byte. */
    private int elements(int depth) {
        if (depth < 2 && random.nextInt(20) == 0)
            return 126 + random.nextInt(4) >> (depth == 0 ? 0 : 4);
        return random.nextInt(depth == 0 ? 6 : depth == 1 ? 4 : 3);
    }

    private long number(long low, long high) {
        switch (random.nextInt(6)) {
            case 0: return low;
            case 1: return high;
            case 2: return 0;
            case 3: return Math.max(low, -1);
            case 4: return random.nextInt(100);
            default:
                long wide = random.nextLong();
                return low == Long.MIN_VALUE ? wide : low + Math.floorMod(wide, high - low + 1);
        }
    }

    private double real() {
        double[] limits = {0.0, -0.0, 1e300, Double.MIN_VALUE, Double.MAX_VALUE, 1.0 / 3};
        int i = random.nextInt(2 * limits.length);
        return i < limits.length ? limits[i] : random.nextGaussian() * 1e6;
    }

    private Uuid uuid() {
        return random.nextInt(5) == 0 ? Uuid.ZERO_UUID : new Uuid(random.nextLong(), random.nextLong());
    }

    private int size() {
        switch (random.nextInt(12)) {
            case 0: return 0;
            case 1: return 125 + random.nextInt(6); /* around a varint's second byte */
            case 2: return 300 + random.nextInt(300);
            default: return 1 + random.nextInt(12);
        }
    }

    private String text() {
        if (random.nextInt(4000) == 0) /* around its third, and the most */
            return "x".repeat(random.nextBoolean() ? 16380 + random.nextInt(6) : Short.MAX_VALUE);
        int[] points = "abcXYZ019-._ \"\\/\n\t\u0001\u007f\u00e9\u20ac\ud83d\ude00".codePoints().toArray();
        StringBuilder text = new StringBuilder();
        for (int n = size(); n > 0; n--)
            text.appendCodePoint(points[random.nextInt(points.length)]);
        return text.toString();
    }

    private byte[] blob() {
        byte[] b = new byte[random.nextInt(2000) == 0 ? 70_000 : size()];
        random.nextBytes(b);
        return b;
    }

    /* Of a struct, or an array of them; else null. */
    JsonNode fieldsOf(JsonNode field) {
        String type = field.get("type").asText().replace("[]", "");
        return field.has("fields") ? field.get("fields")
            : structs.containsKey(type) ? structs.get(type).get("fields") : null;
    }

    static String camel(JsonNode field) {
        String name = field.get("name").asText();
        return Character.toLowerCase(name.charAt(0)) + name.substring(1);
    }

    /* ---- tagged fields that no version knows, at every level */

    private void addUnknownTags(Object message, JsonNode fields, short version) throws Exception {
        if (random.nextInt(4) == 0)
            for (int tag : UNKNOWN_TAGS)
                if (random.nextBoolean())
                    ((Message) message).unknownTaggedFields().add(new RawTaggedField(tag, blob()));
        for (JsonNode field : fields) {
            if (!Range.of(field.get("versions").asText()).has(version))
                continue;
            JsonNode sub = fieldsOf(field);
            if (sub == null)
                continue;
            Object value = message.getClass().getMethod(camel(field)).invoke(message);
            if (value instanceof Collection)
                for (Object element : new ArrayList<>((Collection<?>) value))
                    addUnknownTags(element, sub, version);
            else if (value != null)
                addUnknownTags(value, sub, version);
        }
    }
}

/* "3+", "1-2", "0" or "none" of a definition. */
final class Range {
    final short low, high;

    private Range(int low, int high) {
        this.low = (short) low;
        this.high = (short) high;
    }

    static Range of(String text) {
        if (text.equals("none"))
            return new Range(1, 0);
        if (text.endsWith("+"))
            return new Range(Integer.parseInt(text.substring(0, text.length() - 1)), Short.MAX_VALUE);
        String[] parts = text.split("-");
        return new Range(Integer.parseInt(parts[0]), Integer.parseInt(parts[parts.length - 1]));
    }

    boolean has(short version) {
        return version >= low && version <= high;
    }
}
