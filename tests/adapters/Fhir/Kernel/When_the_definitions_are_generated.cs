using System.IO.Compression;
using System.Text;
using Hub.Adapters.Fhir.Tests.Kernel.Generator;

namespace Hub.Adapters.Fhir.Tests.Kernel;

public class When_the_definitions_are_generated
{
    private static readonly string Checked = Path.Combine(Repository.Root, "adapters", "Fhir", "Kernel", "Definitions", "r4.txt.br");

    [Fact]
    public void Should_the_checked_in_file_be_that_of_the_official_packages()
    {
        var package = DefinitionPackage.Load(NpmPackages.Require("hl7.fhir.r4.examples"), NpmPackages.Require("hl7.fhir.r4.expansions"));
        var text = SchemaText.Of(package);

        // HUB_APPROVE=1 takes the packages' definitions over.
        if (Environment.GetEnvironmentVariable("HUB_APPROVE") == "1")
        {
            using var file = File.Create(Checked);
            using var packer = new BrotliStream(file, CompressionLevel.SmallestSize);
            packer.Write(Encoding.UTF8.GetBytes(text));
        }

        using var packed = new BrotliStream(File.OpenRead(Checked), CompressionMode.Decompress);
        using var reader = new StreamReader(packed, Encoding.UTF8);
        Assert.Equal(text, reader.ReadToEnd());
    }
}
