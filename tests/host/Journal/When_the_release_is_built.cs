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
        var hit = metadata.MethodDefinitions.Single(h =>
            metadata.GetString(metadata.GetMethodDefinition(h).Name) == "Hit"
            && metadata.GetString(metadata.GetTypeDefinition(metadata.GetMethodDefinition(h).GetDeclaringType()).Name) == "Fault");
        var token = BitConverter.GetBytes(System.Reflection.Metadata.Ecma335.MetadataTokens.GetToken(hit));
        foreach (var method in metadata.MethodDefinitions.Select(metadata.GetMethodDefinition).Where(m => m.RelativeVirtualAddress != 0))
        {
            var body = image.GetMethodBody(method.RelativeVirtualAddress).GetILBytes()!;
            Assert.True(body.AsSpan().IndexOf((byte[])[0x28, .. token]) < 0, "fault point called in " + metadata.GetString(method.Name));
        }
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
