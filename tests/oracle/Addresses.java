/* SPDX-License-Identifier: Apache-2.0 */
/* Addresses - do clients find in the responses that ktape changed what they
 * shall find?  `make` writes responses of the APIs that carry addresses of
 * brokers, all versions, as lines of rewrite_lines.c:
 *
 *     API_KEY VERSION HOST PORT HEX
 *
 * `judge` reads them again, and what came out of ktape, with Kafka's classes:
 *
 * held ones      (Produce, Metadata, FindCoordinator, DescribeCluster) are byte
 *                for byte what Kafka writes with the new hosts and ports
 * streamed ones  (Fetch, ShareFetch, ShareAcknowledge) have their length, no
 *                endpoints, one more unknown tagged field, of zeros, and all
 *                else as it was
 *
 *     java -cp ... Addresses make SEED COUNT FILE
 *     java -cp ... Addresses judge FILE ANSWERS
 */
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.BufferedReader;
import java.io.PrintStream;
import java.lang.reflect.Method;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.common.message.ApiMessageType;
import org.apache.kafka.common.message.ResponseHeaderData;
import org.apache.kafka.common.protocol.ByteBufferAccessor;
import org.apache.kafka.common.protocol.Message;
import org.apache.kafka.common.protocol.Readable;
import org.apache.kafka.common.protocol.types.RawTaggedField;

public final class Addresses {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final Map<Integer, String> NAMES = Map.of(
        0, "Produce", 1, "Fetch", 3, "Metadata", 10, "FindCoordinator",
        60, "DescribeCluster", 78, "ShareFetch", 79, "ShareAcknowledge");
    private static final Map<Integer, Integer> STREAMED_SINCE = Map.of(1, 16, 78, 0, 79, 0);
    private static final int SMALLEST = 12, LARGEST = 300; /* bytes of endpoints */
    private static final int SKIM_MAX = 64 * 1024; /* bytes of endpoints; more is refused */
    private static final int CONTROLLERS = 2;

    private static final Map<Class<?>, Set<String>> GETTERS = new HashMap<>();

    private Addresses() {
    }

    public static void main(String[] args) throws Exception {
        if (args[0].equals("make"))
            new Maker(Long.parseLong(args[1]), args[3]).make(Integer.parseInt(args[2]));
        else
            new Judge().judge(args[1], args[2]);
    }

    private static boolean isStreamed(int key, int version) {
        return version >= STREAMED_SINCE.getOrDefault(key, Integer.MAX_VALUE);
    }

    /* Whatever in the message has a host and a port. */
    private static List<Object> endpoints(Message message) throws Exception {
        List<Object> found = new ArrayList<>();
        for (String name : List.of("brokers", "coordinators", "nodeEndpoints"))
            if (has(message, name))
                found.addAll((Collection<?>) get(message, name));
        if (has(message, "host"))
            found.add(message);
        return found;
    }

    private static boolean has(Object object, String name) {
        return GETTERS.computeIfAbsent(object.getClass(), c -> Arrays.stream(c.getMethods())
            .filter(m -> m.getParameterCount() == 0).map(Method::getName)
            .collect(Collectors.toSet())).contains(name);
    }

    /* What the endpoints take, with the tag and the size where they have them; they are gone. */
    private static int removeEndpoints(Message message, short version) throws Exception {
        int with = RandomMessage.bytes(message, version).length;
        ((Collection<?>) get(message, "nodeEndpoints")).clear();
        return with - RandomMessage.bytes(message, version).length;
    }

    private static Object get(Object object, String name) throws Exception {
        return object.getClass().getMethod(name).invoke(object);
    }

    /* ---- responses to be changed */

    private static final class Maker {
        private final Map<String, JsonNode> definitions = RandomMessage.definitions(false);
        private final Random random;
        private final long seed;
        private final PrintStream out;

        Maker(long seed, String path) throws Exception {
            this.seed = seed;
            random = new Random(seed);
            out = Lines.write(path);
        }

        void make(int count) throws Exception {
            for (int key : new TreeMap<>(NAMES).keySet()) {
                JsonNode definition = definitions.get(NAMES.get(key) + "Response");
                if (definition == null)
                    continue;
                RandomMessage messages = new RandomMessage(definition, seed);
                for (short v = messages.versions.low; v <= messages.versions.high; v++) {
                    for (int i = 0; i < count; i++)
                        one(messages, key, v, given(key, v));
                    for (int size = SMALLEST; isStreamed(key, v) && size <= LARGEST; size++) {
                        one(messages, key, v, bare(key, 1, size));
                        if (size >= 5 * SMALLEST)
                            one(messages, key, v, bare(key, 2 + random.nextInt(4), size));
                    }
                }
            }
            out.close();
        }

        private Map<String, JsonNode> given(int key, short version) {
            return key == 60 && version >= 1 /* else it would be hardly ever one of both */
                ? Map.of("endpointType", new IntNode(1 + random.nextInt(2))) : Map.of();
        }

        /* Little more than endpoints, which have this size. */
        private Map<String, JsonNode> bare(int key, int count, int size) {
            Map<String, JsonNode> given = new HashMap<>();
            given.put("nodeEndpoints", made(count, size));
            if (random.nextBoolean())
                given.put("responses", NODES.arrayNode());
            return given;
        }

        /* The count and the endpoints take `size` bytes. */
        private ArrayNode made(int count, int size) {
            ArrayNode array = NODES.arrayNode();
            int left = size - 1;
            for (int i = 0; i < count; i++) {
                int mine = i == count - 1 ? left : 11 + random.nextInt(left - 11 * (count - i) + 1);
                int text = mine - 11;
                int host = Math.min(text, 1 + random.nextInt(126));
                if (text - host == 127) /* 126 take 127 bytes, 127 take 129 */
                    host--;
                int rack = text - host > 127 ? text - host - 1 : text - host;
                left -= mine;
                array.addObject().put("nodeId", random.nextInt()).put("host", text(host))
                    .put("port", random.nextInt()).put("rack", rack > 0 ? text(rack) : null);
            }
            return array;
        }

        private String text(int length) {
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < length; i++)
                text.append((char) random.nextInt(128));
            return text.toString();
        }

        private void one(RandomMessage messages, int key, short version,
                         Map<String, JsonNode> given) throws Exception {
            Message message = messages.next(version, given);
            short headerVersion = ApiMessageType.fromApiKey((short) key).responseHeaderVersion(version);
            byte[] header = RandomMessage.bytes(
                new ResponseHeaderData().setCorrelationId(random.nextInt()), headerVersion);
            if (isStreamed(key, version))
                setTags(message);
            if (given.containsKey("nodeEndpoints")) /* they have a size to keep */
                for (Object e : endpoints(message))
                    ((Message) e).unknownTaggedFields().clear();
            byte[] body = RandomMessage.bytes(message, version);
            byte[] size = ByteBuffer.allocate(4).putInt(header.length + body.length).array();
            String frame = Lines.hex(size, header, body);
            if (isStreamed(key, version) && removeEndpoints(message, version) > SKIM_MAX)
                return;
            for (String host : hosts(message, isStreamed(key, version)))
                out.print(key + " " + version + " " + host + " " + random.nextInt() + " " + frame + "\n");
        }

        /* Around the tag that ktape itself puts there. */
        private void setTags(Message message) {
            message.unknownTaggedFields().clear();
            for (int tag : new int[] {1, 0x7e, 0x7f, 0x80, 0x3fff, 0x4000, 1 << 21})
                if (random.nextInt(10) == 0)
                    message.unknownTaggedFields().add(
                        new RawTaggedField(tag, text(random.nextInt(20)).getBytes(StandardCharsets.UTF_8)));
        }

        /* Shorter, of equal length, longer, IPv6. */
        private List<String> hosts(Message message, boolean streamed) throws Exception {
            if (streamed)
                return List.of("-");
            int length = 1;
            for (Object e : endpoints(message)) {
                byte[] host = ((String) get(e, "host")).getBytes(StandardCharsets.UTF_8);
                if (host.length > 0 && host.length < 256)
                    length = host.length;
            }
            return List.of("a", "e".repeat(length), "x".repeat(255), "fd00::1234:5678");
        }
    }

    /* ---- what became of them */

    private static final class Judge {
        private static final int SHOWN = 5;
        private final Map<String, BitSet> sizes = new TreeMap<>();
        private int bad, held, streamed, changed;

        /* A response that was asked for or came out. */
        private static final class Response {
            final short key, version;
            final byte[] frame, before; /* `before` the body: size and header */
            final Message body;

            Response(String key, String version, byte[] frame) throws Exception {
                this.key = Short.parseShort(key);
                this.version = Short.parseShort(version);
                this.frame = frame;
                ByteBuffer buffer = ByteBuffer.wrap(frame);
                if (buffer.getInt() != frame.length - 4)
                    throw new IllegalStateException("the size of the frame is wrong");
                ByteBufferAccessor in = new ByteBufferAccessor(buffer);
                new ResponseHeaderData(in,
                    ApiMessageType.fromApiKey(this.key).responseHeaderVersion(this.version));
                before = Arrays.copyOf(frame, buffer.position());
                body = (Message) Class.forName("org.apache.kafka.common.message."
                        + NAMES.get((int) this.key) + "ResponseData")
                    .getConstructor(Readable.class, short.class).newInstance(in, this.version);
                if (buffer.hasRemaining())
                    throw new IllegalStateException(buffer.remaining() + " bytes left over");
            }
        }

        void judge(String asked, String said) throws Exception {
            try (BufferedReader questions = Lines.read(asked); BufferedReader answers = Lines.read(said)) {
                for (String line; (line = questions.readLine()) != null; ) {
                    String answer = answers.readLine();
                    try {
                        judgeLine(line.split(" "), answer);
                    } catch (Exception | AssertionError e) {
                        if (bad++ < SHOWN)
                            System.out.println(line.substring(0, Math.min(300, line.length())) + "\n  "
                                + (e.getCause() == null ? e : e.getCause()));
                    }
                }
                if (answers.readLine() != null)
                    throw new IllegalStateException("more answers than questions");
            }
            sizes.forEach((name, seen) -> check(seen.cardinality() == LARGEST - SMALLEST + 1,
                name + ": not every size of endpoints was seen"));
            System.out.println(held + " held and " + streamed + " streamed responses, "
                + changed + " of them with addresses");
            if (bad > 0 || held == 0 || streamed == 0)
                throw new IllegalStateException(bad + " are wrong");
        }

        private void judgeLine(String[] words, String answer) throws Exception {
            check(answer != null && answer.startsWith("done "), answer);
            Response before = new Response(words[0], words[1], Lines.unhex(words[4]));
            Response after = new Response(words[0], words[1], Lines.unhex(answer.substring(5)));
            if (isStreamed(before.key, before.version))
                judgeStreamed(before, after);
            else
                judgeHeld(before, after, words[2], Integer.parseInt(words[3]));
        }

        private void judgeHeld(Response before, Response after, String host, int port) throws Exception {
            held++;
            byte[] same = RandomMessage.bytes(before.body, before.version);
            boolean carries = before.key != 0 || before.version >= 10;
            boolean stays = has(before.body, "endpointType")
                && ((Number) get(before.body, "endpointType")).intValue() == CONTROLLERS;
            for (Object e : carries && !stays ? endpoints(before.body) : List.of())
                move(e, host, port);
            byte[] wanted = RandomMessage.bytes(before.body, before.version);
            changed += Arrays.equals(same, wanted) ? 0 : 1;
            check(after.body.equals(before.body), "another message");
            check(Arrays.equals(Arrays.copyOfRange(before.before, 4, before.before.length),
                Arrays.copyOfRange(after.before, 4, after.before.length)), "another header");
            check(Arrays.equals(wanted, Arrays.copyOfRange(after.frame, after.before.length,
                after.frame.length)), "not the bytes that Kafka would write");
        }

        /* As the map of rewrite_lines.c does. */
        private static void move(Object endpoint, String host, int port) throws Exception {
            String old = (String) get(endpoint, "host");
            int node = (Integer) get(endpoint, has(endpoint, "brokerId") ? "brokerId" : "nodeId");
            int oldPort = (Integer) get(endpoint, "port");
            if (old.isEmpty())
                return;
            endpoint.getClass().getMethod("setHost", String.class).invoke(endpoint, host);
            endpoint.getClass().getMethod("setPort", int.class).invoke(endpoint,
                port + node + oldPort + old.getBytes(StandardCharsets.UTF_8).length);
        }

        private void judgeStreamed(Response before, Response after) throws Exception {
            streamed++;
            Collection<?> endpoints = (Collection<?>) get(before.body, "nodeEndpoints");
            check(before.frame.length == after.frame.length, "another length");
            check(Arrays.equals(before.before, after.before), "another header");
            if (endpoints.isEmpty()) {
                check(Arrays.equals(before.frame, after.frame), "changed without need");
                return;
            }
            changed++;
            int gone = removeEndpoints(before.body, before.version);
            /* in Fetch the tag and the size go, too; in the others the count stays */
            int size = before.key != 1 ? gone + 1 : gone > 2 + 127 ? gone - 3 : gone - 2;
            if (size <= LARGEST)
                sizes.computeIfAbsent(NAMES.get((int) before.key) + " v" + before.version,
                    k -> new BitSet()).set(size);
            removeZeros(before.body, after.body);
            check(after.body.equals(before.body), "another message");
        }

        /* The tagged field that `after` has more than `before`. */
        private static void removeZeros(Message before, Message after) {
            List<RawTaggedField> more = new ArrayList<>(after.unknownTaggedFields());
            for (RawTaggedField field : before.unknownTaggedFields())
                check(more.remove(field), "an unknown tagged field is gone");
            check(more.size() == 1, "not one more unknown tagged field");
            check(more.get(0).tag() >= 0x7f, "a tag that may come to mean something");
            for (byte b : more.get(0).data())
                check(b == 0, "not all zeros");
            after.unknownTaggedFields().remove(more.get(0));
        }

        private static void check(boolean good, String why) {
            if (!good)
                throw new AssertionError(why);
        }
    }
}
