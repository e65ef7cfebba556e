using System; using System.Linq; using static System.Math;
namespace Visits.Inner {
    /// <summary>A visit.</summary>
    [Serializable, Obsolete("no")]
    public sealed partial class Visit<T> : Base, IVisit<T> where T : class, new() {
        public string Name { get; private set; } = $"{nameof(Visit)} {1 + 2:N2} {{x}}";
        private readonly Dictionary<string, int?> days = new Dictionary<string, int?> { ["a"] = 1 };
        public event EventHandler Changed; const double Pi = 3.14e0; delegate void D(int x);
        #region x
        public async Task<int> TotalAsync(params int[] rows) {
            var query = from row in rows where row > 0x1F orderby row descending select new { row, b = row * 2L };
            foreach (var item in query) { if (item is null || item.row as object == null) continue; }
            string path = @"c:\a ""b"""; char c = '\u0041'; int? n = rows?.Length ?? default(int);
            switch (n) { case 1 when c > 'a': break; default: throw new Exception("no"); }
            await Task.Run(() => lock_(this)); return checked((int)3.5m);
        }
        #endregion
        public static Visit<T> operator +(Visit<T> a, Visit<T> b) => a; ~Visit() { } public int this[int i] { get { return i; } }
    }
    enum Color : byte { Red = 1, Green } interface IVisit<out T> { } struct S { } // x
}
