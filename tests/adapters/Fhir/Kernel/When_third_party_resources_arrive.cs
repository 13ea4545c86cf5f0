using System.Buffers;
using Hub.Adapters.Fhir.Kernel;

namespace Hub.Adapters.Fhir.Tests.Kernel;

public class When_third_party_resources_arrive
{
    private static readonly FhirKernel Kernel = new();

    // A Bundle without its type (and a narrative without text); a text behind the extensions.
    private static readonly string[] Broken = ["bundle-with-no-type.json", "observation-example.xml"];

    [Theory]
    [InlineData("fhir-r4/examples")]
    [InlineData("fhir-r4/synthea")]
    [InlineData("fhir-r4/test-cases-r4")]
    public void Should_every_valid_one_be_accepted_with_its_invariants(string folder)
    {
        var refused = Files(Repository.Shared(folder)).Where(file => !Broken.Contains(Path.GetFileName(file)))
            .SelectMany(file => Kernel.Read(File.ReadAllBytes(file), FormatOf(file), ValidationLevel.Invariants).Issues
                .Where(issue => !issue.Warning).Take(3).Select(issue => $"{Path.GetFileName(file)}:{issue.Line} {issue.Text}"))
            .ToList();
        Assert.True(refused.Count == 0, string.Join('\n', refused.Take(60)));
    }

    [Fact]
    public void Should_those_that_are_broken_be_refused()
    {
        Assert.All(Broken, name =>
        {
            var file = Path.Combine(Repository.Shared("fhir-r4/test-cases-r4"), name);
            Assert.Contains(Kernel.Read(File.ReadAllBytes(file), FormatOf(file), ValidationLevel.Structure).Issues, issue => !issue.Warning);
        });
    }

    [Theory]
    [InlineData("fhir-r4/examples", FhirFormat.Json)]
    [InlineData("fhir-r4/examples", FhirFormat.Xml)]
    [InlineData("fhir-r4/synthea", FhirFormat.Json)]
    public void Should_what_is_written_be_read_as_the_same(string folder, FhirFormat format)
    {
        var different = new List<string>();
        foreach (var file in Files(Repository.Shared(folder)))
        {
            var (resource, _) = Kernel.Read(File.ReadAllBytes(file), FormatOf(file), ValidationLevel.Structure);
            var once = Written(resource!, format);
            var (again, issues) = Kernel.Read(once, format, ValidationLevel.Structure);
            if (issues.Count > 0 || !Written(again!, format).AsSpan().SequenceEqual(once) || Trees.Difference(resource!, again!) is not null)
            {
                different.Add(Path.GetFileName(file) + ": " + (issues.Count > 0 ? issues[0].Text : Trees.Difference(resource!, again!) ?? "bytes"));
            }
        }

        Assert.True(different.Count == 0, string.Join('\n', different.Take(40)));
    }

    [Fact]
    public void Should_the_validator_cases_come_out_as_the_expectation_files_say()
    {
        var folder = Repository.Shared("fhir-r4/validator-cases");
        var known = File.ReadAllLines(Path.Combine(Repository.Root, "tests", "adapters", "Fhir", "Kernel", "validator-cases.differences.txt"))
            .Where(line => line.Length > 0 && line[0] != '#').ToDictionary(line => line.Split('\t')[0], line => line.Split('\t')[1]);
        var wrong = new List<string>();
        foreach (var row in File.ReadLines(Path.Combine(folder, "cases.csv")).Skip(1))
        {
            var cells = row.Split(',');
            var file = Path.Combine(folder, cells[0]);
            var mustAccept = cells[3] == "0" && cells[4] == "0";
            var errors = Kernel.Read(File.ReadAllBytes(file), FormatOf(file), ValidationLevel.Invariants).Issues.Where(issue => !issue.Warning).ToList();
            if (mustAccept != (errors.Count == 0) && !known.Remove(cells[0]))
            {
                wrong.Add($"{cells[0]}\t{(mustAccept ? "must be accepted: " + errors[0].Line + " " + errors[0].Text : "must be refused: " + row)}");
            }
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    [Fact]
    public void Should_no_attack_get_through()
    {
        var folder = Repository.Shared("attacks/fhir");
        Assert.All(Directory.GetFiles(folder), file =>
            Assert.Contains(Kernel.Read(File.ReadAllBytes(file), FormatOf(file), ValidationLevel.Values).Issues, issue => !issue.Warning));
    }

    [Fact]
    public void Should_json_that_is_none_be_refused_and_all_other_be_read()
    {
        foreach (var file in Files(Repository.Shared("json-torture/test_parsing")))
        {
            // As it is, and as an element that is not defined: there the whole of it is skipped, but read.
            var bytes = File.ReadAllBytes(file);
            var wrapped = (byte[])[.. "{\"resourceType\":\"Patient\",\"x\":"u8, .. bytes, (byte)'}'];
            Assert.NotEmpty(Kernel.Read(bytes, FhirFormat.Json, ValidationLevel.Invariants).Issues);
            var (resource, _) = Kernel.Read(wrapped, FhirFormat.Json, ValidationLevel.WellFormed);
            if (Path.GetFileName(file)[0] == 'y')
            {
                Assert.True(resource is not null, Path.GetFileName(file));
            }
            else if (Path.GetFileName(file)[0] == 'n')
            {
                Assert.True(Kernel.Read(bytes, FhirFormat.Json, ValidationLevel.WellFormed).Resource is null, Path.GetFileName(file));
            }
        }
    }

    private static byte[] Written(FhirNode resource, FhirFormat format)
    {
        var output = new ArrayBufferWriter<byte>();
        Kernel.Write(resource, format, output);
        return output.WrittenSpan.ToArray();
    }

    private static FhirFormat FormatOf(string file)
    {
        var start = File.ReadAllText(file).AsSpan().TrimStart();
        return start.Length > 0 && start[0] == '<' ? FhirFormat.Xml : FhirFormat.Json;
    }

    private static IEnumerable<string> Files(string folder) => Directory.GetFiles(folder, "*", SearchOption.AllDirectories)
        .Where(file => file.EndsWith(".json", StringComparison.Ordinal) || file.EndsWith(".xml", StringComparison.Ordinal)).Order(StringComparer.Ordinal);
}
