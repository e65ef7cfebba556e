<h1>Title</h1>
<?php
declare(strict_types=1);
namespace Visits\Inner;
use function Other\{a, b as c};
/** A visit. @param string $x */
abstract class Visit extends \Base implements A, B {
    use SomeTrait; const MAX = 0x1F; public static ?string $name = null; private array $days = [1, 'a' => 2.5e3];
    public function __construct(protected int $x = 1, string ...$rest) { parent::__construct(); $this->days[] = &$x; }
    public function total(?int $limit = NULL): int|false {
        foreach ($this->days as $key => $day) { if (!isset($day) && $key !== 'a\'b' || is_array($day)) continue; }
        echo "a {$this->name} $x[0] ${y} \n \u{e9}" . 'b' . <<<EOT
heredoc $x {$y->z['a']}
EOT;
        $sql = "SELECT * FROM visits WHERE id = $x"; $f = fn($x) => $x ** 2 <=> 1; $re = preg_match('/^a[b]+$/i', $x);
        try { throw new \Exception("no"); } catch (A | B $e) { } finally { list($a, , $b) = [1, 2, 3]; }
        return static::MAX ?: match($x) { 1 => 'a', default => array_map(function () use ($x) { return $x; }, []) }; # x
    }
} ?>
<p><?= $x ?> <?php if ($a): ?>text<?php endif; ?></p>
