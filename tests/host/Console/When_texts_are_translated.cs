using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Hub.Canonical;
using Hub.Console.Texts;
using Hub.Journal.Payments;

namespace Hub.Console.Tests;

public sealed partial class When_texts_are_translated
{
    // Keys that are put together from these words of the model, or chosen by an expression.
    private static readonly string[] Composed =
    [
        .. Of<DifferenceKind>("kind."), .. Of<PaymentKind>("paymentkind."), .. Of<PaymentFileState>("filestate."), .. Of<BankFileKind>("bankfilekind."),
        .. Of<BankFileState>("bankfilestate."), .. Of<PaymentStatus>("paymentstatus."), "verdict.equal", "verdict.incomplete", "verdict.different", "verdict.open",
        .. Enumerable.Range(1, 6).Select(i => "decision." + i), .. Enumerable.Range(1, 5).Select(i => "matched." + i),
    ];

    [Fact]
    public void Should_have_the_same_keys_in_both_languages() =>
        Assert.Equal(ConsoleTexts.English.Keys.Order(StringComparer.Ordinal), ConsoleTexts.Chinese.Keys.Order(StringComparer.Ordinal));

    [Fact]
    public void Should_set_the_same_values_in_both_languages() => Assert.All(
        ConsoleTexts.English.Keys,
        key => Assert.Equal(Places(ConsoleTexts.English[key]), Places(ConsoleTexts.Chinese[key])));

    [Fact]
    public void Should_have_a_text_for_every_key_in_use_and_use_every_text()
    {
        var sources = Sources().Select(File.ReadAllText).ToList();
        var named = sources.SelectMany(text => Key().Matches(text)).Select(match => match.Groups["key"].Value).ToHashSet(StringComparer.Ordinal);
        var used = named.Where(ConsoleTexts.English.Has).Concat(named.Where(name => ConsoleTexts.English.Has(name + ".title")).Select(name => name + ".title"))
            .Concat(Composed).Concat(Steps(sources)).ToHashSet(StringComparer.Ordinal);
        var asked = sources.SelectMany(text => Asked().Matches(text)).Select(match => match.Groups["key"].Value);
        Assert.Equal([], asked.Concat(used).Except(ConsoleTexts.English.Keys));
        Assert.Equal([], ConsoleTexts.English.Keys.Except(used));
    }

    private static IEnumerable<string> Of<T>(string prefix)
        where T : struct, Enum => Enum.GetNames<T>().Select(name => prefix + name);

    // Steps of the trace are words of its statement.
    private static IEnumerable<string> Steps(IEnumerable<string> sources) => sources
        .SelectMany(text => Word().Matches(text)).Select(match => "step." + match.Groups["word"].Value).Where(ConsoleTexts.English.Has);

    private static IEnumerable<string> Places(string text) => Place().Matches(text).Select(match => match.Value).Order(StringComparer.Ordinal);

    private static IEnumerable<string> Sources([CallerFilePath] string here = "")
    {
        var folder = Path.Combine(Path.GetDirectoryName(here)!, "../../../host/Console");
        return Directory.EnumerateFiles(folder, "*.*", SearchOption.AllDirectories)
            .Where(file => file.EndsWith(".razor", StringComparison.Ordinal) || file.EndsWith(".cs", StringComparison.Ordinal));
    }

    [GeneratedRegex("\"(?<key>[a-z]+\\.[a-zA-Z0-9.]+)\"")]
    private static partial Regex Key();

    [GeneratedRegex("(?:\\bt|Texts|other)\\[\"(?<key>[^\"]+[^.\"])\"\\]|\\bt\\.Format\\(\"(?<key>[^\"]+)\"")]
    private static partial Regex Asked();

    [GeneratedRegex("'(?<word>[A-Z][A-Za-z]+)'")]
    private static partial Regex Word();

    [GeneratedRegex(@"\{\d\}")]
    private static partial Regex Place();
}
