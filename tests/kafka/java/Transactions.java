// SPDX-License-Identifier: Apache-2.0
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Transactional clients that say what they did, tab-separated:
 *
 * <pre>
 * B id                             a transaction begins
 * R id topic partition offset      a record of it was acknowledged
 * O id group topic partition next  an offset was sent with it
 * E id commit|abort                it is over
 * X id command error               what was asked failed
 * K id command                     what was asked is done
 * C group topic partition offset   a committed offset was read back
 * D client topic partition offset  a record was delivered
 * </pre>
 */
public final class Transactions {
    private static String bootstrap;

    public static void main(String[] args) throws Exception {
        bootstrap = args[1];
        switch (args[0]) {
            case "copy" -> copy(args);
            case "obey" -> obey();
            case "read" -> read(args);
            default -> throw new IllegalArgumentException(args[0]);
        }
        System.out.flush();
    }

    private static synchronized void say(Object... words) {
        List<String> texts = new ArrayList<>();
        for (Object word : words)
            texts.add("" + word);
        System.out.println(String.join("\t", texts));
        System.out.flush();
    }

    // ---- one transactional producer

    private static final class Producer {
        final String id;
        final KafkaProducer<String, String> kafka;
        int count;

        Producer(String id, int timeoutMs) {
            Properties p = new Properties();
            p.put("bootstrap.servers", bootstrap);
            p.put("client.id", "producer-" + id);
            p.put("transactional.id", id);
            p.put("transaction.timeout.ms", "" + timeoutMs);
            p.put("batch.size", "400"); // several batches a transaction
            p.put("linger.ms", "5");
            this.id = id;
            kafka = new KafkaProducer<>(p, new StringSerializer(),
                    new StringSerializer());
        }

        void begin() {
            kafka.beginTransaction();
            say("B", id);
        }

        void send(String topic, int records) throws Exception {
            int partitions = kafka.partitionsFor(topic).size();
            List<Future<RecordMetadata>> answers = new ArrayList<>();
            for (int i = 0; i < records; i++, count++)
                answers.add(kafka.send(new ProducerRecord<>(topic,
                        count % partitions, "" + count,
                        id + " " + count + ".".repeat(count % 60))));
            kafka.flush();
            for (Future<RecordMetadata> answer : answers) {
                RecordMetadata m = answer.get();
                say("R", id, m.topic(), m.partition(), m.offset());
            }
        }

        void offsets(Map<TopicPartition, OffsetAndMetadata> next,
                     ConsumerGroupMetadata group) {
            kafka.sendOffsetsToTransaction(next, group);
            next.forEach((tp, o) -> say("O", id, group.groupId(), tp.topic(),
                    tp.partition(), o.offset()));
        }

        void end(boolean commits) {
            if (commits)
                kafka.commitTransaction();
            else
                kafka.abortTransaction();
            say("E", id, commits ? "commit" : "abort");
        }
    }

    private static KafkaConsumer<String, String> consumer(Properties p) {
        p.put("bootstrap.servers", bootstrap);
        p.put("enable.auto.commit", "false");
        p.put("auto.offset.reset", "earliest");
        p.put("fetch.max.wait.ms", "200");
        return new KafkaConsumer<>(p, new StringDeserializer(),
                new StringDeserializer());
    }

    // ---- consume, transform, produce

    /** copy BOOTSTRAP IN OUT ID COUNT SEED: until COUNT records are through,
     * some transactions aborted; the group is ID, too. */
    private static void copy(String[] args) throws Exception {
        String id = args[4];
        int left = Integer.parseInt(args[5]);
        Random random = new Random(Long.parseLong(args[6]));
        Producer producer = new Producer(id, 60000);
        Properties p = new Properties();
        p.put("group.id", id);
        p.put("client.id", "consumer-" + id);
        p.put("isolation.level", "read_committed");
        p.put("max.poll.records", "17");
        long end = System.nanoTime() + 240_000_000_000L;
        try (KafkaConsumer<String, String> consumer = consumer(p)) {
            producer.kafka.initTransactions();
            consumer.subscribe(List.of(args[2]));
            while (left > 0 && System.nanoTime() < end) {
                ConsumerRecords<String, String> got =
                        consumer.poll(Duration.ofMillis(500));
                if (got.isEmpty())
                    continue;
                boolean commits = random.nextInt(3) > 0;
                copyOne(producer, consumer, got, args[3], random, commits);
                if (commits)
                    left -= got.count();
                else
                    rewind(consumer);
            }
        } finally {
            producer.kafka.close();
        }
        if (left > 0)
            throw new IllegalStateException(left + " records are missing");
    }

    private static void copyOne(Producer producer,
                                KafkaConsumer<String, String> consumer,
                                ConsumerRecords<String, String> got,
                                String to, Random random, boolean commits)
            throws Exception {
        Map<TopicPartition, OffsetAndMetadata> next = new HashMap<>();
        producer.begin();
        for (ConsumerRecord<String, String> r : got)
            next.put(new TopicPartition(r.topic(), r.partition()),
                    new OffsetAndMetadata(r.offset() + 1));
        // some commit nothing but offsets
        if (random.nextInt(5) > 0)
            producer.send(to, got.count());
        producer.offsets(next, consumer.groupMetadata());
        producer.end(commits);
    }

    private static void rewind(KafkaConsumer<String, String> consumer) {
        consumer.committed(consumer.assignment()).forEach((tp, o) -> {
            if (o == null)
                consumer.seekToBeginning(List.of(tp));
            else
                consumer.seek(tp, o.offset());
        });
    }

    // ---- what the test says

    /** obey BOOTSTRAP: commands from stdin, "ID COMMAND ...": new TIMEOUT,
     * begin, send TOPIC COUNT, offset GROUP TOPIC PARTITION NEXT, commit,
     * abort; committed GROUP TOPIC PARTITION reads an offset back. */
    private static void obey() throws Exception {
        Map<String, Producer> producers = new HashMap<>();
        BufferedReader in = new BufferedReader(
                new InputStreamReader(System.in));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            String[] words = line.split(" ");
            try {
                obeyOne(producers, words);
                say("K", words[0], words[1]);
            } catch (Exception e) {
                Throwable why = e.getCause() == null ? e : e.getCause();
                say("X", words[0], words[1], why.getClass().getSimpleName());
            }
        }
        Runtime.getRuntime().halt(0); // what is open stays open
    }

    private static void obeyOne(Map<String, Producer> producers, String[] words)
            throws Exception {
        Producer p = producers.get(words[0]);
        switch (words[1]) {
            case "new" -> {
                // "a#2" is another producer of the id "a"
                p = new Producer(words[0].split("#")[0],
                        Integer.parseInt(words[2]));
                p.kafka.initTransactions();
                producers.put(words[0], p);
            }
            case "begin" -> p.begin();
            case "send" -> p.send(words[2], Integer.parseInt(words[3]));
            case "offset" -> p.offsets(Map.of(
                    new TopicPartition(words[3], Integer.parseInt(words[4])),
                    new OffsetAndMetadata(Long.parseLong(words[5]))),
                    new ConsumerGroupMetadata(words[2]));
            case "committed" -> committed(words[2],
                    new TopicPartition(words[3], Integer.parseInt(words[4])));
            case "commit" -> p.end(true);
            case "abort" -> p.end(false);
            default -> throw new IllegalArgumentException(words[1]);
        }
    }

    private static void committed(String group, TopicPartition tp) {
        Properties p = new Properties();
        p.put("group.id", group);
        try (KafkaConsumer<String, String> consumer = consumer(p)) {
            OffsetAndMetadata o = consumer.committed(Set.of(tp)).get(tp);
            say("C", group, tp.topic(), tp.partition(),
                    o == null ? -1 : o.offset());
        }
    }

    // ---- readers

    /** read BOOTSTRAP ISOLATION READERS SEED TOPIC...: each reader is another
     * client, starts somewhere else and reads to the end, in small answers. */
    private static void read(String[] args) {
        Random random = new Random(Long.parseLong(args[4]));
        for (int n = 0; n < Integer.parseInt(args[3]); n++) {
            Properties p = new Properties();
            String name = args[2] + "-" + n;
            p.put("client.id", name);
            p.put("isolation.level", args[2]);
            p.put("max.partition.fetch.bytes", "" + (700 + 1500 * n));
            try (KafkaConsumer<String, String> consumer = consumer(p)) {
                List<TopicPartition> all = new ArrayList<>();
                for (int i = 5; i < args.length; i++)
                    consumer.partitionsFor(args[i]).forEach(t -> all.add(
                            new TopicPartition(t.topic(), t.partition())));
                consumer.assign(all);
                Map<TopicPartition, Long> ends = consumer.endOffsets(all);
                for (TopicPartition tp : all)
                    consumer.seek(tp, n == 0 || ends.get(tp) == 0 ? 0
                            : random.nextInt(ends.get(tp).intValue()));
                while (all.stream().anyMatch(tp ->
                        consumer.position(tp) < ends.get(tp)))
                    consumer.poll(Duration.ofMillis(200)).forEach(r ->
                            say("D", name, r.topic(), r.partition(),
                                    r.offset()));
            }
        }
    }
}
