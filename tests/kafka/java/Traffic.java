// SPDX-License-Identifier: Apache-2.0
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * The Java client under test.  Prints what it saw, tab-separated (python's
 * traffic.py prints and reads the same):
 *
 * <pre>
 * R topic partition offset timestamp key value headers   a record
 * C group topic partition offset metadata                a commit
 * </pre>
 *
 * Keys and values in hex, null as "-"; headers as JSON [[name, hex or null]].
 */
public final class Traffic {
    private static final HexFormat HEX = HexFormat.of();
    private static final int COMMIT_EVERY = 200;

    public static void main(String[] args) throws Exception {
        switch (args[0]) {
            case "produce" -> produce(args);
            case "transactions" -> transactions(args);
            case "consume" -> consume(args);
            case "read" -> read(args);
            case "live" -> live(args);
            case "follow" -> follow(args);
            default -> throw new IllegalArgumentException(args[0]);
        }
        System.out.flush();
    }

    // ---- what was seen

    private static String hex(byte[] bytes) {
        return bytes == null ? "-" : HEX.formatHex(bytes);
    }

    private static String json(Headers headers) {
        List<String> parts = new ArrayList<>();
        for (Header h : headers)
            parts.add("[\"" + h.key() + "\"," + (h.value() == null ? "null"
                    : "\"" + HEX.formatHex(h.value()) + "\"") + "]");
        return "[" + String.join(",", parts) + "]";
    }

    private static void print(String topic, int partition, long offset,
                              long time, byte[] key, byte[] value,
                              Headers headers) {
        System.out.println(String.join("\t", "R", topic, "" + partition,
                "" + offset, "" + time, hex(key), hex(value), json(headers)));
    }

    private static void print(ConsumerRecord<byte[], byte[]> r) {
        print(r.topic(), r.partition(), r.offset(), r.timestamp(), r.key(),
                r.value(), r.headers());
    }

    /** What $CLIENT_PROPERTIES adds: "name=value" lines. */
    private static Properties given() {
        Properties p = new Properties();
        String text = System.getenv("CLIENT_PROPERTIES");
        try {
            p.load(new StringReader(text == null ? "" : text));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return p;
    }

    // ---- producing

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static ProducerRecord<byte[], byte[]> make(String topic,
                                                       int partitions, int n) {
        byte[] key = n % 3 == 0 ? null : bytes("java-" + n);
        byte[] value = n % 7 == 0 ? null : n % 7 == 1 ? new byte[0]
                : n % 7 == 2 ? new byte[] {0, -1, (byte) n}
                : bytes("{\"n\": " + n + ", \"w\": \"" + "grün ".repeat(n % 50)
                        + "\"}");
        RecordHeaders headers = new RecordHeaders();
        if (n % 4 == 1)
            headers.add("trace", bytes("id-" + n));
        if (n % 4 == 2)
            headers.add("none", null).add("binary", new byte[] {-1, 0});
        return new ProducerRecord<>(topic, n % partitions, 1700000000000L + n,
                key, value, headers);
    }

    private static KafkaProducer<byte[], byte[]> producer(String bootstrap,
                                                          String... more) {
        Properties p = given();
        p.put("bootstrap.servers", bootstrap);
        p.putIfAbsent("linger.ms", "5");
        p.putIfAbsent("client.id", "java-producer");
        for (int i = 0; i < more.length; i += 2)
            p.put(more[i], more[i + 1]);
        return new KafkaProducer<>(p, new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    /** Sends records and prints them with their offsets. */
    private static void send(KafkaProducer<byte[], byte[]> producer,
                             String topic, int first, int count)
            throws Exception {
        int partitions = producer.partitionsFor(topic).size();
        List<ProducerRecord<byte[], byte[]>> sent = new ArrayList<>();
        List<Future<RecordMetadata>> answers = new ArrayList<>();
        for (int n = first; n < first + count; n++) {
            ProducerRecord<byte[], byte[]> r = make(topic, partitions, n);
            sent.add(r);
            answers.add(producer.send(r));
        }
        producer.flush();
        for (int i = 0; i < count; i++) {
            ProducerRecord<byte[], byte[]> r = sent.get(i);
            RecordMetadata m = answers.get(i).get();
            if (m.hasOffset())
                print(m.topic(), m.partition(), m.offset(), r.timestamp(),
                        r.key(), r.value(), r.headers());
        }
    }

    /** produce BOOTSTRAP TOPIC FIRST COUNT CODEC ACKS */
    private static void produce(String[] args) throws Exception {
        boolean all = args[6].equals("all");
        try (KafkaProducer<byte[], byte[]> producer = producer(args[1],
                "compression.type", args[5], "acks", args[6],
                "enable.idempotence", "" + all)) {
            send(producer, args[2], Integer.parseInt(args[3]),
                    Integer.parseInt(args[4]));
        }
    }

    /** transactions BOOTSTRAP TOPIC ID GROUP: one committed, one aborted, one
     * committed with an offset of GROUP. */
    private static void transactions(String[] args) throws Exception {
        try (KafkaProducer<byte[], byte[]> producer = producer(args[1],
                "transactional.id", args[3])) {
            producer.initTransactions();
            producer.beginTransaction();
            send(producer, args[2], 0, 100);
            producer.commitTransaction();
            producer.beginTransaction();
            send(producer, args[2], 100, 60);
            producer.abortTransaction();
            producer.beginTransaction();
            send(producer, args[2], 160, 40);
            Properties p = new Properties();
            p.put("bootstrap.servers", args[1]);
            p.put("group.id", args[4]);
            Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
            offsets.put(new TopicPartition(args[2], 0),
                    new OffsetAndMetadata(7, "in a transaction"));
            try (KafkaConsumer<byte[], byte[]> consumer = consumer(p)) {
                producer.sendOffsetsToTransaction(offsets,
                        consumer.groupMetadata());
            }
            producer.commitTransaction();
        }
    }

    // ---- consuming

    private static KafkaConsumer<byte[], byte[]> consumer(Properties p) {
        given().forEach(p::putIfAbsent);
        p.putIfAbsent("enable.auto.commit", "false");
        p.putIfAbsent("auto.offset.reset", "earliest");
        p.putIfAbsent("client.id", "java-consumer");
        p.putIfAbsent("fetch.max.wait.ms", "200");
        return new KafkaConsumer<>(p, new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }

    /** consume BOOTSTRAP TOPIC GROUP COUNT PROTOCOL ISOLATION: until COUNT
     * records were seen, with commits by hand. */
    private static void consume(String[] args) {
        Properties p = new Properties();
        p.put("bootstrap.servers", args[1]);
        p.put("group.id", args[3]);
        p.put("group.protocol", args[5]);
        p.put("isolation.level", args[6]);
        p.put("max.poll.records", "" + COMMIT_EVERY);
        int left = Integer.parseInt(args[4]);
        long end = System.nanoTime() + 240_000_000_000L;
        try (KafkaConsumer<byte[], byte[]> consumer = consumer(p)) {
            consumer.subscribe(List.of(args[2]));
            while (left > 0 && System.nanoTime() < end) {
                ConsumerRecords<byte[], byte[]> got =
                        consumer.poll(Duration.ofMillis(500));
                Map<TopicPartition, OffsetAndMetadata> next = new HashMap<>();
                for (ConsumerRecord<byte[], byte[]> r : got) {
                    print(r);
                    left--;
                    next.put(new TopicPartition(r.topic(), r.partition()),
                            new OffsetAndMetadata(r.offset() + 1, "java"));
                }
                if (next.isEmpty())
                    continue;
                consumer.commitSync(next);
                next.forEach((tp, o) -> System.out.println(String.join("\t",
                        "C", args[3], tp.topic(), "" + tp.partition(),
                        "" + o.offset(), o.metadata())));
            }
        }
        if (left > 0)
            throw new IllegalStateException(left + " records are missing");
    }

    /** read BOOTSTRAP TOPIC ISOLATION: all that is there now, without a
     * group. */
    private static void read(String[] args) {
        Properties p = new Properties();
        p.put("bootstrap.servers", args[1]);
        p.put("isolation.level", args[3]);
        try (KafkaConsumer<byte[], byte[]> consumer = consumer(p)) {
            List<TopicPartition> all = new ArrayList<>();
            consumer.partitionsFor(args[2]).forEach(i ->
                    all.add(new TopicPartition(i.topic(), i.partition())));
            consumer.assign(all);
            consumer.seekToBeginning(all);
            Map<TopicPartition, Long> ends = consumer.endOffsets(all);
            while (all.stream().anyMatch(tp ->
                    consumer.position(tp) < ends.get(tp)))
                consumer.poll(Duration.ofMillis(200)).forEach(Traffic::print);
        }
    }

    /** follow BOOTSTRAP TOPIC: all records, for no group, until it is killed. */
    private static void follow(String[] args) {
        Properties p = new Properties();
        p.put("bootstrap.servers", args[1]);
        try (KafkaConsumer<byte[], byte[]> consumer = consumer(p)) {
            List<TopicPartition> all = new ArrayList<>();
            consumer.partitionsFor(args[2]).forEach(i ->
                    all.add(new TopicPartition(i.topic(), i.partition())));
            consumer.assign(all);
            consumer.seekToBeginning(all);
            while (true)
                consumer.poll(Duration.ofMillis(200)).forEach(Traffic::print);
        }
    }

    // ---- both, until stdin ends

    /** live BOOTSTRAP TOPIC GROUP: a record each 10 ms, each printed when it is
     * acknowledged, and a consumer that must see them all. */
    private static void live(String[] args) throws Exception {
        AtomicBoolean ending = new AtomicBoolean();
        Set<String> acked = ConcurrentHashMap.newKeySet();
        Thread producing = new Thread(() -> liveProducer(args, ending, acked));
        AtomicLong missing = new AtomicLong(-1);
        Thread consuming = new Thread(() ->
                missing.set(liveConsumer(args, producing, acked)));
        producing.start();
        consuming.start();
        while (System.in.read() >= 0) {
        }
        ending.set(true);
        consuming.join();
        if (missing.get() != 0)
            throw new IllegalStateException(missing + " records were acked "
                    + "but not consumed");
    }

    private static void liveProducer(String[] args, AtomicBoolean ending,
                                     Set<String> acked) {
        try (KafkaProducer<byte[], byte[]> producer = producer(args[1])) {
            int partitions = producer.partitionsFor(args[2]).size();
            for (int n = 0; !ending.get(); n++) {
                ProducerRecord<byte[], byte[]> r = make(args[2], partitions, n);
                producer.send(r, (m, bad) -> {
                    if (bad != null)
                        throw new IllegalStateException(bad);
                    acked.add(m.partition() + " " + m.offset());
                    print(m.topic(), m.partition(), m.offset(), r.timestamp(),
                            r.key(), r.value(), r.headers());
                    System.out.flush();
                });
                Thread.sleep(10);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** How many were not seen. */
    private static long liveConsumer(String[] args, Thread producing,
                                     Set<String> acked) {
        Properties p = new Properties();
        p.put("bootstrap.servers", args[1]);
        p.put("group.id", args[3]);
        p.put("session.timeout.ms", "10000");
        Set<String> seen = new HashSet<>();
        long end = Long.MAX_VALUE;
        try (KafkaConsumer<byte[], byte[]> consumer = consumer(p)) {
            consumer.subscribe(List.of(args[2]));
            while (producing.isAlive() || !seen.containsAll(acked)) {
                if (!producing.isAlive() && end == Long.MAX_VALUE)
                    end = System.nanoTime() + 240_000_000_000L;
                if (System.nanoTime() > end)
                    break;
                ConsumerRecords<byte[], byte[]> got =
                        consumer.poll(Duration.ofMillis(200));
                got.forEach(r -> seen.add(r.partition() + " " + r.offset()));
                if (!got.isEmpty())
                    consumer.commitAsync();
            }
        }
        return acked.stream().filter(x -> !seen.contains(x)).count();
    }
}
