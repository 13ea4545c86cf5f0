using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Hub.Adapters.Bank.Tests;

public sealed class When_the_release_of_the_adapter_is_built
{
    [Fact]
    public void Should_hold_no_call_of_a_fault_point()
    {
        using var file = File.OpenRead(typeof(BankAdapter).Assembly.Location);
        using var image = new PEReader(file);
        var metadata = image.GetMetadataReader();
        var calls = metadata.MemberReferences.Select(metadata.GetMemberReference)
            .Where(m => metadata.GetString(m.Name) == "Hit" && m.Parent.Kind == HandleKind.TypeReference)
            .Select(m => metadata.GetString(metadata.GetTypeReference((TypeReferenceHandle)m.Parent).Name));
        Assert.DoesNotContain("Fault", calls);
    }
}
