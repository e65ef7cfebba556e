package org.example.visits;
import java.util.*; import static java.lang.Math.max;
/** A visit. {@link List} @param name x @since 1 */
@SuppressWarnings({"unchecked", "x"}) @Deprecated(since = "1")
public abstract class Visit<T extends Comparable<? super T>> extends Base implements Runnable, Other<T> {
    private static final long ID = 0x1FL; protected volatile int[] days = {1, 2, 0b11, 1_000}; transient double d = 1.5e-3;
    public enum Color { RED(1) { int x() { return 1; } }, GREEN; }
    @Override public <U> List<U> total(final Map<String, ? extends T> map, int... rest) throws IOException, E {
        for (Map.Entry<String, T> entry : map.entrySet()) { if (!(entry instanceof Object) && rest.length > 0) continue; }
        String text = "a \"b\" \u00e9\n" + 'c' + '\''; Runnable r = () -> System.out.println(text); var list = Visit::new;
        try (Reader in = open()) { throw new RuntimeException("no"); } catch (A | B e) { } finally { synchronized (this) { } }
        switch (rest[0]) { case 1: break; default: return null; } do { i++; } while (true);
        return new ArrayList<>() {{ add(null); }}; // x
    }
    interface Inner { default void x() { assert true : "x"; } } @interface Note { int value() default 1; }
}
