package visits
import scala.collection.{mutable => m, _}
/** A visit. @param x y */
@deprecated("x", "1") sealed abstract class Visit[+T <: Ordered[T], F[_]](val name: String = "a", private var days: Int*) extends Base[T](1) with Other {
  type A = List[T]; lazy val x: Map[String, Int] = Map("a" -> 1, 'b -> 0x1FL); protected[this] implicit def f(s: String): Int = s.length
  override def total[U >: T](rows: => Seq[U])(implicit ord: Ordering[U]): Option[Double] = {
    for { row <- rows if row != null; y = 1.5e-3f } yield row
    val text = s"a $name ${rows.map(_ + 1)} \n" + """raw "text" """ + 'c' + f"${x}%5.2f"
    rows match { case Nil | Seq() => None; case head :: tail if head == 1 => Some(1.0); case v @ Visit(n, _*) => throw new Exception("no"); case _: String => null }
    try { while (true) do_() } catch { case e: Exception => } finally { println(<a href="x">{text}</a>) } // x
  }
}
object Visit { def apply(): Visit = new Visit { } ; case class C(a: Int) ; trait D }
