using System.Text;
using Hub.Certs.Doctor;

namespace Hub.Interop.Tests.Doctor;

/// <summary>docs/signature-doctor.md names what the doctor can say and how the tests make it.</summary>
public sealed class When_the_mistakes_are_documented
{
    private const string Begin = "<!-- made by tests/interop/Doctor: HUB_APPROVE=1 writes it anew -->\n";

    [Fact]
    public void Should_list_every_mistake_as_it_is_in_the_code()
    {
        var file = Path.Combine(Root(), "docs", "signature-doctor.md");
        var text = File.ReadAllText(file);
        var start = text.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length;
        Assert.True(start >= Begin.Length, "the document has lost its mark");
        var expected = text[..start] + Table();
        if (Environment.GetEnvironmentVariable("HUB_APPROVE") == "1")
        {
            File.WriteAllText(file, expected);
        }

        Assert.True(expected == File.ReadAllText(file), "docs/signature-doctor.md is stale: run this test with HUB_APPROVE=1 and review the difference");
    }

    [Fact]
    public void Should_have_codes_that_are_unique()
    {
        IReadOnlyList<Mistake> all = [.. SignatureMistakes.All, .. TextMistakes.All, .. KeyMistakes.All];
        Assert.Equal(all.Count, all.Select(mistake => mistake.Code).Distinct().Count());
        Assert.All(all, mistake => Assert.Matches("^(SIG|TXT|KEY|ENC)-[1-6][0-9]{2}$", mistake.Code));
    }

    private static string Table()
    {
        var made = SeededMistakes.All.ToLookup(seeded => seeded.Mistake, seeded => seeded.How);
        var text = new StringBuilder();
        foreach (var (title, list) in (IEnumerable<(string, IReadOnlyList<Mistake>)>)
            [("Signatures", SignatureMistakes.All), ("Text", TextMistakes.All), ("Public keys and ciphertexts", KeyMistakes.All)])
        {
            text.Append("\n## ").Append(title).Append("\n\n| code | what it is | what to do | made in the tests by |\n|---|---|---|---|\n");
            foreach (var mistake in list)
            {
                var how = string.Join("; ", made[mistake]);
                text.Append("| ").AppendJoin(
                    " | ", mistake.Code, $"{mistake.Chinese}<br>{mistake.English}", $"{mistake.ChineseFix}<br>{mistake.EnglishFix}", how).Append(" |\n");
            }
        }

        return text.ToString();
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Hub.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("the tests run outside the repository");
        }

        return folder.FullName;
    }
}
