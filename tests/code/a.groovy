package visits
import groovy.transform.*
// comment
@CompileStatic class Visit extends Base implements A { String name = "a ${x} $y.z \n"; def days = [1, 2, 0x1F]; static final map = [a: 1, 'b': 2.5e3G]
  def total(int... rows = null) { rows.each { row -> if (row =~ /^a[b]+$/ && !row) return }; def t = """multi ${1 + 1} line"""; def s = '''raw'''; try { throw new Exception('no') } catch (e) { assert e?.message == null : 'x' } finally { println "x" }; return rows*.size() ?: [] as Set } }
task build(type: Copy, dependsOn: 'a') { from 'src' doLast { println it } }
