// SPDX-License-Identifier: Apache-2.0
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Group members that say what happens to them until stdin ends, tab-separated:
 *
 * <pre>
 * A who ms group member generation partitions   onPartitionsAssigned: all it has
 * V who ms group partitions                     onPartitionsRevoked
 * L who ms group partitions                     onPartitionsLost
 * D who group topic partition offset            a record was handed out
 * X who group error                             poll() threw it
 * </pre>
 *
 * Each argument after the bootstrap is one member: "WHO GROUP TOPIC NAME=VALUE..."
 * (TOPIC "/PATTERN": subscribed by a regular expression of the broker's, RE2J;
 * "~PATTERN": by one of the client's; "NAME=": the client's default).
 */
public final class Groups {
    private static final AtomicBoolean ending = new AtomicBoolean();

    public static void main(String[] args) throws Exception {
        List<Thread> members = new ArrayList<>();
        for (int i = 1; i < args.length; i++) {
            String[] words = args[i].split(" ");
            members.add(new Thread(() -> live(args[0], words)));
        }
        members.forEach(Thread::start);
        while (System.in.read() >= 0) {
        }
        ending.set(true);
        for (Thread t : members)
            t.join();
    }

    private static synchronized void say(Object... words) {
        List<String> texts = new ArrayList<>();
        for (Object word : words)
            texts.add("" + word);
        System.out.println(String.join("\t", texts));
        System.out.flush();
    }

    private static String text(Collection<TopicPartition> partitions) {
        return partitions.stream().map(TopicPartition::toString).sorted()
                .collect(Collectors.joining(","));
    }

    private static void subscribe(KafkaConsumer<byte[], byte[]> consumer,
                                  String topic, ConsumerRebalanceListener l) {
        if (topic.startsWith("/"))
            consumer.subscribe(
                    new org.apache.kafka.clients.consumer.SubscriptionPattern(
                            topic.substring(1)), l);
        else if (topic.startsWith("~"))
            consumer.subscribe(Pattern.compile(topic.substring(1)), l);
        else
            consumer.subscribe(List.of(topic), l);
    }

    private static void live(String bootstrap, String[] words) {
        String who = words[0];
        String group = words[1];
        Properties p = new Properties();
        p.put("bootstrap.servers", bootstrap);
        p.put("group.id", group);
        p.put("client.id", who);
        p.put("auto.offset.reset", "earliest");
        p.put("auto.commit.interval.ms", "500");
        p.put("metadata.max.age.ms", "2000");
        for (int i = 3; i < words.length; i++) {
            String[] nameValue = words[i].split("=", 2);
            if (nameValue[1].isEmpty())
                p.remove(nameValue[0]);
            else
                p.put(nameValue[0], nameValue[1]);
        }
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(p,
                new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            subscribe(consumer, words[2], new ConsumerRebalanceListener() {
                @Override
                public void onPartitionsAssigned(Collection<TopicPartition> x) {
                    ConsumerGroupMetadata me = consumer.groupMetadata();
                    say("A", who, System.currentTimeMillis(), group,
                            me.memberId(), me.generationId(),
                            text(consumer.assignment()));
                }

                @Override
                public void onPartitionsRevoked(Collection<TopicPartition> x) {
                    say("V", who, System.currentTimeMillis(), group, text(x));
                }

                @Override
                public void onPartitionsLost(Collection<TopicPartition> x) {
                    say("L", who, System.currentTimeMillis(), group, text(x));
                }
            });
            while (!ending.get())
                poll(consumer, who, group);
        }
    }

    private static void poll(KafkaConsumer<byte[], byte[]> consumer, String who,
                             String group) {
        try {
            for (ConsumerRecord<byte[], byte[]> r
                    : consumer.poll(Duration.ofMillis(100)))
                say("D", who, group, r.topic(), r.partition(), r.offset());
        } catch (ApiException e) { // a commit of one who is out, say
            say("X", who, group, e.getClass().getSimpleName());
        }
    }
}
