using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Hub.Journal.Tests;

public sealed class When_the_release_is_built
{
    [Fact]
    public void Should_hold_no_call_of_a_fault_point()
    {
        using var file = File.OpenRead(typeof(JournalOptions).Assembly.Location);
        using var image = new PEReader(file);
        var metadata = image.GetMetadataReader();
        var calls = metadata.MemberReferences.Select(metadata.GetMemberReference)
            .Where(m => metadata.GetString(m.Name) == "Hit" && m.Parent.Kind == HandleKind.TypeReference)
            .Select(m => metadata.GetString(metadata.GetTypeReference((TypeReferenceHandle)m.Parent).Name));
        Assert.DoesNotContain("Fault", calls);
    }

    [Fact]
    public void Should_name_every_option_out_of_range()
    {
        var wrong = new JournalOptions { ConnectionString = "", Lanes = 0, Writers = 17, UnknownAfter = TimeSpan.Zero, LeaseInterval = TimeSpan.FromSeconds(9) };
        var problems = string.Join('\n', wrong.Problems());
        foreach (var name in new[] { "ConnectionString", "Lanes = 0 is outside 1 to 1024", "Writers = 17", "UnknownAfter", "LeaseInterval" })
        {
            Assert.Contains(name, problems, StringComparison.Ordinal);
        }

        Assert.Empty(new JournalOptions { ConnectionString = "x" }.Problems());
    }
}
