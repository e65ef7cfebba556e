#include <vector>
namespace visits::inner { using namespace std;
template <typename T, int N = 3, class... Rest> requires std::integral<T>
class Visit final : public Base<T>, private virtual Other {
public:
    explicit Visit(T&& value) noexcept : value_{std::move(value)}, list_(N) {}
    virtual ~Visit() = default;
    Visit& operator=(const Visit&) = delete;
    bool operator<(const Visit& other) const override { return value_ < other.value_; }
    template <class U> auto total(U u) -> decltype(u + 1) { return static_cast<int>(u) + 0b1010'1010; }
private:
    T value_; std::vector<std::pair<int, T>> list_; static constexpr auto text = R"x(raw "text")x";
};
enum class Color : unsigned { red = 1, green };
}
int main() {
    auto f = [&, x = 1](auto&& a) mutable -> int { return a + x; };
    for (const auto& [key, value] : map) { std::cout << key << u8"é" << L'\x41' << nullptr << std::endl; }
    try { throw std::runtime_error("no"); } catch (const std::exception& e) { } catch (...) {}
    int* p = new int[10]; delete[] p; if (a < b && c > d) return f(1.0f); // x
}
