using Hub.Contract.Tests.Doors;
using Hub.Contract.Tests.Stage;

namespace Hub.Contract.Tests;

public sealed class When_hl7v2_is_the_door(PostgresFixture postgres) : DoorContract(postgres, new Hl7v2Door());
