// SPDX-License-Identifier: Apache-2.0
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.consumer.AcknowledgeType;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaShareConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicIdPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Members of share groups that say what happens to them until stdin ends,
 * tab-separated:
 *
 * <pre>
 * D who group topic partition offset deliveryCount   a record was handed out
 * K who group topic partition offset type            it is acknowledged as
 * S who group topic partition offset result          ... which is settled: ok, or an error
 * X who group error                                  poll() threw it
 * </pre>
 *
 * "run BOOTSTRAP 'WHO GROUP TOPIC MODE NAME=VALUE...'...": of MODE "explicit" a
 * record is acknowledged by its offset and delivery count, see verdict(); of
 * "implicit" all are accepted; "hold" is explicit, but what came first is only
 * acknowledged when a line WHO is read from stdin. "begin BOOTSTRAP GROUP...":
 * those groups shall begin at the earliest record and read committed ones.
 * "transact BOOTSTRAP TOPIC": nine transactions, the second of three aborted.
 */
public final class Share {
    private static final AtomicBoolean ending = new AtomicBoolean();
    private static final Set<String> let = ConcurrentHashMap.newKeySet();

    public static void main(String[] args) throws Exception {
        switch (args[0]) {
            case "begin" -> begin(args);
            case "transact" -> transact(args[1], args[2]);
            default -> run(args);
        }
    }

    private static void run(String[] args) throws Exception {
        List<Thread> members = new ArrayList<>();
        for (int i = 2; i < args.length; i++) {
            String[] words = args[i].split(" ");
            members.add(new Thread(() -> new Share(args[1], words).live()));
        }
        members.forEach(Thread::start);
        var in = new java.io.BufferedReader(
                new java.io.InputStreamReader(System.in));
        for (String line; (line = in.readLine()) != null;)
            let.add(line);
        ending.set(true);
        for (Thread t : members)
            t.join();
    }

    private static void begin(String[] args) throws Exception {
        Properties p = new Properties();
        p.put("bootstrap.servers", args[1]);
        List<AlterConfigOp> how = new ArrayList<>();
        for (String setting : List.of("share.auto.offset.reset=earliest",
                "share.isolation.level=read_committed")) {
            String[] nameValue = setting.split("=");
            how.add(new AlterConfigOp(new ConfigEntry(nameValue[0],
                    nameValue[1]), AlterConfigOp.OpType.SET));
        }
        try (Admin admin = Admin.create(p)) {
            for (int i = 2; i < args.length; i++)
                admin.incrementalAlterConfigs(Map.of(new ConfigResource(
                        ConfigResource.Type.GROUP, args[i]),
                        (Collection<AlterConfigOp>) how)).all().get();
        }
    }

    private final String who, group, mode;
    private final Set<String> renewed = new HashSet<>();
    private final KafkaShareConsumer<byte[], byte[]> consumer;

    private Share(String bootstrap, String[] words) {
        who = words[0];
        group = words[1];
        mode = words[3];
        Properties p = new Properties();
        p.put("bootstrap.servers", bootstrap);
        p.put("group.id", group);
        p.put("client.id", who);
        p.put("share.acknowledgement.mode",
                mode.equals("implicit") ? "implicit" : "explicit");
        for (int i = 4; i < words.length; i++) {
            String[] nameValue = words[i].split("=", 2);
            p.put(nameValue[0], nameValue[1]);
        }
        consumer = new KafkaShareConsumer<>(p, new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        consumer.setAcknowledgementCommitCallback(this::said);
        consumer.subscribe(List.of(words[2]));
    }

    private static synchronized void say(Object... words) {
        List<String> texts = new ArrayList<>();
        for (Object word : words)
            texts.add("" + word);
        System.out.println(String.join("\t", texts));
        System.out.flush();
    }

    private void said(Map<TopicIdPartition, Set<Long>> offsets, Exception e) {
        String result = e == null ? "ok" : e.getClass().getSimpleName();
        offsets.forEach((tp, all) -> all.forEach(offset -> say("S", who, group,
                tp.topic(), tp.partition(), offset, result)));
    }

    private void live() {
        try (consumer) {
            while (!ending.get())
                poll();
        }
    }

    /** A second delivery is always good. */
    private static AcknowledgeType verdict(ConsumerRecord<?, ?> r) {
        boolean first = r.deliveryCount().orElse((short) 1) == 1;
        return switch ((int) (r.offset() % 10)) {
            case 3 -> first ? AcknowledgeType.RELEASE : AcknowledgeType.ACCEPT;
            case 7 -> AcknowledgeType.REJECT;
            default -> AcknowledgeType.ACCEPT;
        };
    }

    private void poll() {
        try {
            ConsumerRecords<byte[], byte[]> records =
                    consumer.poll(Duration.ofMillis(100));
            for (ConsumerRecord<byte[], byte[]> r : records)
                if (!renewed.contains(name(r)))
                    say("D", who, group, r.topic(), r.partition(), r.offset(),
                            r.deliveryCount().orElse((short) -1));
            if (records.isEmpty() || mode.equals("implicit"))
                return;
            while (mode.equals("hold") && !let.contains(who) && !ending.get())
                Thread.sleep(20);
            for (ConsumerRecord<byte[], byte[]> r : records)
                acknowledge(r);
            consumer.commitSync();
        } catch (KafkaException | IllegalStateException e) {
            say("X", who, group, e.getClass().getSimpleName(), e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String name(ConsumerRecord<?, ?> r) {
        return r.topic() + "-" + r.partition() + "@" + r.offset();
    }

    /** What is renewed comes again from poll(), but not from the broker. */
    private void acknowledge(ConsumerRecord<byte[], byte[]> r) {
        AcknowledgeType type = verdict(r);
        if (type == AcknowledgeType.REJECT && renewed.add(name(r)))
            type = AcknowledgeType.RENEW;
        say("K", who, group, r.topic(), r.partition(), r.offset(),
                type.toString().toLowerCase());
        consumer.acknowledge(r, type);
    }

    private static void transact(String bootstrap, String topic) {
        Properties p = new Properties();
        p.put("bootstrap.servers", bootstrap);
        p.put("transactional.id", topic);
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(p,
                new StringSerializer(), new StringSerializer())) {
            producer.initTransactions();
            for (int n = 0; n < 9; n++) {
                producer.beginTransaction();
                for (int i = 0; i < 5; i++)
                    producer.send(new ProducerRecord<>(topic, i % 2, null,
                            n + "." + i));
                if (n % 3 == 1)
                    producer.abortTransaction();
                else
                    producer.commitTransaction();
            }
        }
    }
}
