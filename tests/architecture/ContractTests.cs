using System.Reflection;
using System.Text;
using Hub.Canonical.Messages;

namespace Hub.Architecture;

public sealed class When_a_message_contract_changes
{
    private const string Approved = "tests/architecture/approved/contracts.txt";

    /// <summary>
    /// Namespace and name of a message, and the names of its members, are what is stored and travels. A changed line breaks what is in
    /// the databases of running hubs: add, and keep what was.
    /// </summary>
    [Fact]
    public void Should_show_in_the_approved_list()
    {
        var found = Describe();
        var file = Path.Combine(Repository.Root, Approved);
        if (Environment.GetEnvironmentVariable("HUB_APPROVE") == "1")
        {
            File.WriteAllText(file, found);
        }

        Assert.True(
            File.Exists(file) && File.ReadAllText(file) == found,
            $"{Approved} differs from the code; if that is meant, run this test with HUB_APPROVE=1 and review the difference");
    }

    private static string Describe()
    {
        var text = new StringBuilder();
        var types = typeof(ICommand).Assembly.GetExportedTypes()
            .Where(type => type.Namespace == typeof(ICommand).Namespace && type is { IsAbstract: false })
            .OrderBy(type => type.FullName, StringComparer.Ordinal);
        foreach (var type in types)
        {
            text.Append(type.FullName).Append('\n');
            var members = type.IsEnum
                ? Enum.GetNames(type)
                : type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(p => p.CanWrite).Select(p => $"{p.Name}: {Name(p.PropertyType)}");
            foreach (var member in members.Order(StringComparer.Ordinal))
            {
                text.Append("    ").Append(member).Append('\n');
            }
        }

        return text.ToString();
    }

    private static string Name(Type type) => !type.IsGenericType
        ? type.Name
        : $"{type.Name[..type.Name.IndexOf('`', StringComparison.Ordinal)]}<{string.Join(", ", type.GetGenericArguments().Select(Name))}>";
}
